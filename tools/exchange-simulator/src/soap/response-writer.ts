import { ResponseError } from './errors';
import { escapeXml, messageXmlValues } from './xml-text';

interface Mark {
  readonly parts: number;
  readonly text: string;
  readonly ascii: number;
}

/**
 * Collects a response as text, in the order of Microsoft's schema, and hands it over as one buffer.
 * Base64 stands beside the text as strings of its own, so that a message's bytes are never escaped, searched or copied twice.
 */
export class ResponseWriter {
  private readonly parts: { readonly text: string; readonly encoding: 'utf8' | 'latin1' }[] = [];
  private text = '';
  private asciiLength = 0;
  /** Response codes of the messages that were refused. */
  readonly errorCodes: string[] = [];

  /** With `refuseAll`, every response message is refused with it, and nothing that would have written one is done. */
  constructor(private readonly refuseAll?: ResponseError) {}

  /** Appends markup as it is. */
  raw(markup: string): this {
    this.text += markup;
    return this;
  }

  /** Appends `<name>text</name>`, or nothing when there is no text. `name` carries its prefix. */
  element(name: string, text: string | number | boolean | undefined): this {
    if (text !== undefined) this.text += `<${name}>${typeof text === 'string' ? escapeXml(text) : text}</${name}>`;
    return this;
  }

  /** Appends bytes as base64. */
  base64(bytes: Buffer): this {
    this.parts.push({ text: this.text, encoding: 'utf8' });
    const text = bytes.toString('base64');
    this.parts.push({ text, encoding: 'latin1' });
    this.asciiLength += text.length;
    this.text = '';
    return this;
  }

  /**
   * Appends one response message of `operation`. `write` adds what follows the response code; a {@link ResponseError} that it throws
   * takes back what it wrote and becomes an error message. `onError` is the content that the schema requires of an error message too.
   */
  message(operation: string, write: () => void, onError = ''): this {
    const mark = this.mark();
    const name = `m:${operation}ResponseMessage`;
    try {
      if (this.refuseAll !== undefined) throw this.refuseAll;
      this.raw(`<${name} ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>`);
      write();
    } catch (error) {
      if (!(error instanceof ResponseError)) throw error;
      this.rewind(mark);
      this.errorCodes.push(error.code);
      this.raw(`<${name} ResponseClass="Error">`).refusal(error.code, error.message, error.values).raw(onError);
    }
    return this.raw(`</${name}>`);
  }

  /** The elements that every error or warning message begins with. */
  refusal(code: string, message: string, values: Readonly<Record<string, string>> = {}): this {
    this.element('m:MessageText', message).element('m:ResponseCode', code).raw('<m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>');
    const messageXml = messageXmlValues(values);
    return messageXml === '' ? this : this.raw(`<m:MessageXml>${messageXml}</m:MessageXml>`);
  }

  toBuffer(): Buffer {
    this.parts.push({ text: this.text, encoding: 'utf8' });
    this.text = '';
    const utf8Length = this.parts.reduce((sum, part) => sum + (part.encoding === 'utf8' ? Buffer.byteLength(part.text) : 0), 0);
    const bytes = Buffer.allocUnsafe(utf8Length + this.asciiLength);
    let offset = 0;
    for (const part of this.parts) offset += bytes.write(part.text, offset, part.encoding);
    return bytes;
  }

  private mark(): Mark {
    return { parts: this.parts.length, text: this.text, ascii: this.asciiLength };
  }

  private rewind(mark: Mark): void {
    this.parts.length = mark.parts;
    this.text = mark.text;
    this.asciiLength = mark.ascii;
  }
}

import { MailError } from '@mailroom/mail-adapter';
import { SaxesParser } from 'saxes';
import { ElementTree } from './element-tree';
import { MimeCutter } from './mime-cutter';
import { ResponseTooLarge } from './response-too-large';
import type { XmlElement } from './xml-element';

/** What a document that is cut in the wrong place looks like; a stray character or entity spoils nothing. */
const structural = /tag|attribute|unexpected end|incorrect syntax/;

/** Of one response message: the MIME and the XML around it. */
const maxMessageBytes = 256 * 1_048_576;

const greaterThan = 0x3e;

/**
 * Reads SOAP envelopes of UTF-8 that comes cut anywhere. Gives each response message, `ServerVersionInfo` and `Fault` once
 * complete, so memory holds one message at a time.
 */
export class EnvelopeReader {
  private readonly tree = new ElementTree();
  private readonly parser = new SaxesParser({ fragment: true, xmlns: false });
  private readonly cutter: MimeCutter;
  private pending = 0;
  private endsInMarkup = false;

  constructor() {
    const { tree, parser } = this;
    parser.on('error', ({ message }) => {
      if (structural.test(message))
        throw new MailError('protocol-error', { message: `The mail server’s answer is not valid XML (${message})` });
    });
    parser.on('opentag', ({ name, attributes }) => tree.open(name, attributes));
    parser.on('text', (text) => tree.text(text));
    parser.on('cdata', (text) => tree.text(text));
    parser.on('closetag', () => tree.close());
    this.cutter = new MimeCutter({
      xml: (text) => void parser.write(text),
      isAtMimeContent: () => tree.isAtMimeContent,
      mimeContent: (content) => tree.mimeContent(content),
    });
  }

  /** Whether what has come is whole envelopes: another reader may go on. */
  get isBetweenEnvelopes(): boolean {
    return this.endsInMarkup && this.hasEnvelope && this.tree.isEmpty;
  }

  get hasEnvelope(): boolean {
    return this.tree.sawEnvelope;
  }

  /** @throws MailError `protocol-error` when it is no XML; `ResponseTooLarge` */
  read(bytes: Buffer): readonly XmlElement[] {
    this.cutter.write(bytes);
    this.endsInMarkup = bytes.at(-1) === greaterThan;
    this.pending = this.tree.hasComplete ? 0 : this.pending + bytes.length;
    if (this.pending > maxMessageBytes) throw new ResponseTooLarge(`is larger than ${maxMessageBytes / 1_048_576} MB`);
    return this.tree.takeComplete();
  }

  /** Nothing more comes. @throws MailError `protocol-error` when it ends in the middle */
  end(): readonly XmlElement[] {
    this.cutter.end();
    this.parser.close();
    return this.tree.takeComplete();
  }
}

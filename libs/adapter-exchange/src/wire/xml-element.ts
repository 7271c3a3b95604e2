import { Base64Decoder } from './base64-decoder';

/** One element of a response, its names without prefix: EWS has no two names that differ by namespace alone. */
export class XmlElement {
  readonly children: XmlElement[] = [];
  /** Its own character data, untrimmed. */
  text = '';
  /** The decoded content of a `MimeContent` element, which is never in `text`. */
  bytes: Buffer | null = null;
  /** What was decoded of it before the parser saw it. */
  base64: Base64Decoder | null = null;

  constructor(
    readonly name: string,
    readonly attributes: Readonly<Record<string, string>>,
  ) {}

  child(name: string): XmlElement | undefined {
    return this.children.find((child) => child.name === name);
  }

  /** The text at the end of a path of child names; `null` when a step is missing. */
  textOf(...path: string[]): string | null {
    return this.at(...path)?.text ?? null;
  }

  at(...path: string[]): XmlElement | undefined {
    return path.reduce<XmlElement | undefined>((element, name) => element?.child(name), this);
  }

  /** 0 when absent or no number. */
  numberOf(...path: string[]): number {
    const value = Number(this.textOf(...path) ?? 0);
    return Number.isFinite(value) ? value : 0;
  }

  /** Without a time zone it is UTC, as Exchange's are; `null` when absent or no date. */
  dateOf(...path: string[]): Date | null {
    const text = this.textOf(...path)?.trim() ?? '';
    const date = new Date(/T[\d:.]+$/.test(text) ? `${text}Z` : text);
    return Number.isNaN(date.getTime()) ? null : date;
  }

  isTrueAt(...path: string[]): boolean {
    const text = this.textOf(...path)?.trim();
    return text === 'true' || text === '1';
  }

  /** Makes `bytes` of base64: what was decoded on the way, and what the parser gave as text. */
  decode(): void {
    const decoder = this.base64 ?? new Base64Decoder();
    if (this.text !== '') decoder.write(Buffer.from(this.text, 'latin1'));
    this.bytes = decoder.end();
    this.base64 = null;
    this.text = '';
  }
}

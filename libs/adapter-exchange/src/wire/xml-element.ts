/** One element of a response, its names without prefix: EWS has no two names that differ by namespace alone. */
export class XmlElement {
  readonly children: XmlElement[] = [];
  /** Its own character data, untrimmed. */
  text = '';
  /** The decoded content of a `MimeContent` element, which is never in `text`. */
  bytes: Buffer | null = null;

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

  numberOf(...path: string[]): number {
    const value = Number(this.textOf(...path) ?? 0);
    return Number.isFinite(value) ? value : 0;
  }
}

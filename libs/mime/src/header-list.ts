import { withoutControls } from './charset';
import { decodeHeaderText } from './encoded-words';
import { limits } from './limits';
import { trimAscii } from './trim-ascii';

/** One header field, decoded. */
export interface HeaderField {
  /** As written. */
  name: string;
  /** Unfolded, raw UTF-8 and encoded words decoded. */
  value: string;
}

/** Fields of a header block in their order. Values are unfolded and decoded when they are asked for. */
export class HeaderList implements Iterable<HeaderField> {
  private readonly keys: string[] = [];
  private readonly nameStarts: number[] = [];
  private readonly valueStarts: number[] = [];
  private readonly valueEnds: number[] = [];

  /** `block` is the header block as latin1, so that a character is a byte; `defects` receives what is wrong with it. */
  constructor(
    private readonly block: string,
    defects: string[],
  ) {
    // White space before the first field folds nothing.
    let start = block.length - block.trimStart().length;
    let colon = -1;
    while (start < block.length) {
      const end = endOfField(block, start);
      if (this.keys.length >= limits.headerFields) {
        defects.push(`more than ${limits.headerFields} header fields`);
        return;
      }
      // Looked for only once it is passed: a block without colons would be scanned to its end for every line.
      if (colon < start) colon = indexOrEnd(block, ':', start);
      this.add(start, colon, end, defects);
      start = end + 1;
    }
  }

  get length(): number {
    return this.keys.length;
  }

  /** Decoded value of the first field of that name (lower case) that is not empty, or null. */
  get(key: string): string | null {
    const raw = this.raw(key);
    return raw === null ? null : shownText(raw);
  }

  /** Decoded values of all fields of that name (lower case). */
  all(key: string): string[] {
    return this.rawAll(key).map(shownText);
  }

  /** Unfolded bytes (latin1) of the first field of that name (lower case) that is not empty, or null. */
  raw(key: string): string | null {
    for (let i = this.keys.indexOf(key); i >= 0; i = this.keys.indexOf(key, i + 1)) {
      const value = this.rawAt(i);
      if (value !== '') return value;
    }
    return null;
  }

  /** Unfolded bytes (latin1) of all fields of that name (lower case). */
  rawAll(key: string): string[] {
    const values: string[] = [];
    for (let i = this.keys.indexOf(key); i >= 0; i = this.keys.indexOf(key, i + 1)) values.push(this.rawAt(i));
    return values;
  }

  *[Symbol.iterator](): Iterator<HeaderField> {
    for (let i = 0; i < this.keys.length; i++) {
      const nameStart = this.nameStarts[i] ?? 0;
      yield { name: this.block.slice(nameStart, nameStart + (this.keys[i] ?? '').length), value: shownText(this.rawAt(i)) };
    }
  }

  private add(start: number, colon: number, end: number, defects: string[]): void {
    const name = colon >= end ? '' : this.block.slice(start, colon).trimEnd();
    if (name === '' || (start === 0 && name.startsWith('From '))) {
      // The separator line of an mbox file is no defect of the message.
      if (end > start && !this.block.startsWith('From ', start)) defects.push('header line without a name');
      return;
    }
    if (end - colon > limits.headerField) defects.push(`header field longer than ${limits.headerField} bytes`);
    this.keys.push(name.toLowerCase());
    this.nameStarts.push(start);
    this.valueStarts.push(colon + 1);
    this.valueEnds.push(Math.min(end, colon + 1 + limits.headerField));
  }

  private rawAt(index: number): string {
    const value = trimAscii(this.block.slice(this.valueStarts[index], this.valueEnds[index]));
    return value.includes('\n') || value.includes('\r') ? value.replace(/(?:\r\n?|\n)[ \t]*/g, ' ') : value;
  }
}

/** Encoded words may smuggle line breaks into a value. */
function shownText(raw: string): string {
  return withoutControls(decodeHeaderText(raw));
}

/** Offset of the line break that ends the field, folded lines included. */
function endOfField(block: string, start: number): number {
  let end = indexOrEnd(block, '\n', start);
  while (block.charCodeAt(end + 1) === 0x20 || block.charCodeAt(end + 1) === 0x09) end = indexOrEnd(block, '\n', end + 1);
  return end;
}

function indexOrEnd(block: string, char: string, start: number): number {
  const index = block.indexOf(char, start);
  return index < 0 ? block.length : index;
}

import { openSync, closeSync, readSync, statSync } from 'node:fs';
import { beginningLength, classifyMessage } from '../classify-message';
import { type MessageSource } from '../message-source';
import { type MessageSummary, summarize } from '../message-summary';
import { readHeader, readRange } from './file-range';
import { type SummaryCache } from './summary-cache';

const chunkSize = 1024 * 1024;
const newline = 0x0a;

interface Range {
  readonly start: number;
  readonly end: number;
  /** How many of its lines were quoted with one more ">" when the message was put into the file. */
  readonly quotedLines: number;
}

/** One message of an mbox file: everything between two separator lines ("From …" after an empty line, or at the beginning). */
class MboxMessage implements MessageSource {
  readonly size: number;
  readonly receivedAt: number;
  private classKnown: string | undefined;

  constructor(
    private readonly path: string,
    private readonly range: Range,
    private readonly cache: SummaryCache,
    fileTime: number,
  ) {
    this.size = range.end - range.start - range.quotedLines;
    this.receivedAt = this.readSummary().sentAt ?? fileTime;
  }

  get itemClass(): string {
    const { start, end } = this.range;
    return (this.classKnown ??= classifyMessage(readRange(this.path, start, Math.min(end - start, beginningLength))));
  }

  summary(): MessageSummary {
    return this.cache.get(this, () => this.readSummary());
  }

  read(): Buffer {
    const bytes = readRange(this.path, this.range.start, this.range.end - this.range.start);
    if (this.range.quotedLines === 0) return bytes;
    // Latin-1 maps every byte to one character and back.
    return Buffer.from(bytes.toString('latin1').replace(/(^|\n)>(>*From )/g, '$1$2'), 'latin1');
  }

  private readSummary(): MessageSummary {
    return summarize(readHeader(this.path, this.range.start, this.range.end - this.range.start));
  }
}

/** The messages of an mbox file, in its order. */
export function readMbox(path: string, cache: SummaryCache): MessageSource[] {
  const fileTime = Math.trunc(statSync(path).mtimeMs);
  return [...messageRanges(path)].map((range) => new MboxMessage(path, range, cache, fileTime));
}

function* messageRanges(path: string): Generator<Range> {
  let open: { start: number; quotedLines: number } | undefined;
  let emptyLine: { start: number } | undefined = { start: 0 };
  let end = 0;
  for (const line of linesOf(path)) {
    end = line.end;
    if (emptyLine !== undefined && line.head.startsWith('From ')) {
      if (open !== undefined) yield { ...open, end: emptyLine.start };
      open = { start: line.end, quotedLines: 0 };
    } else if (open !== undefined && /^>+From /.test(line.head)) open.quotedLines++;
    emptyLine = line.head === '\n' || line.head === '\r\n' ? { start: line.start } : undefined;
  }
  if (open !== undefined) yield { ...open, end: emptyLine === undefined ? end : Math.max(open.start, emptyLine.start) };
}

interface Line {
  readonly start: number;
  /** One past its line break. */
  readonly end: number;
  /** Its first characters, the line break included when they reach it. */
  readonly head: string;
}

const headLength = 32;

function* linesOf(path: string): Generator<Line> {
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.allocUnsafe(chunkSize);
    let offset = 0;
    let start = 0;
    let head = '';
    for (let read = readSync(file, chunk, 0, chunkSize, 0); read > 0; read = readSync(file, chunk, 0, chunkSize, offset)) {
      let from = 0;
      while (from < read) {
        const found = chunk.subarray(0, read).indexOf(newline, from);
        const to = found < 0 ? read : found + 1;
        if (head.length < headLength) head += chunk.toString('latin1', from, Math.min(to, from + headLength - head.length));
        if (found >= 0) {
          yield { start, end: offset + to, head };
          start = offset + to;
          head = '';
        }
        from = to;
      }
      offset += read;
    }
    if (start < offset) yield { start, end: offset, head };
  } finally {
    closeSync(file);
  }
}

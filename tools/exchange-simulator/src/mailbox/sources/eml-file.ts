import { readFileSync, statSync } from 'node:fs';
import { beginningLength, classifyMessage } from '../classify-message';
import { type MessageSource } from '../message-source';
import { type MessageSummary, summarize } from '../message-summary';
import { readHeader, readRange } from './file-range';
import { type SummaryCache } from './summary-cache';

/** A message that is a file of its own; the file's bytes are the MIME. */
export class EmlFile implements MessageSource {
  readonly size: number;
  readonly receivedAt: number;
  private classKnown: string | undefined;

  /** `receivedAt` is the message's `Date`, or when the file was last written, unless it is given. */
  constructor(
    private readonly path: string,
    private readonly cache: SummaryCache,
    receivedAt?: number,
  ) {
    const file = statSync(path);
    this.size = file.size;
    this.receivedAt = receivedAt ?? this.readSummary().sentAt ?? Math.trunc(file.mtimeMs);
  }

  get itemClass(): string {
    return (this.classKnown ??= classifyMessage(readRange(this.path, 0, Math.min(this.size, beginningLength))));
  }

  summary(): MessageSummary {
    return this.cache.get(this, () => this.readSummary());
  }

  read(): Buffer {
    return readFileSync(this.path);
  }

  private readSummary(): MessageSummary {
    return summarize(readHeader(this.path, 0, this.size));
  }
}

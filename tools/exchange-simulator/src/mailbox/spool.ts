import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MessageSource } from './message-source';
import { EmlFile } from './sources/eml-file';
import { type SummaryCache } from './sources/summary-cache';

/** A temporary folder that holds what arrives while the server runs; it lives no longer than the server. */
export class Spool {
  readonly directory = mkdtempSync(join(tmpdir(), 'exchange-simulator-'));
  private count = 0;

  constructor(private readonly summaries: SummaryCache) {
    process.once('exit', this.remove);
  }

  /** Puts a message aside that the server got, just now unless told otherwise (milliseconds since 1970). */
  store(mime: Buffer, receivedAt = Date.now()): MessageSource {
    const number = this.count++;
    const directory = join(this.directory, String(Math.floor(number / 1000)));
    if (number % 1000 === 0) mkdirSync(directory);
    const path = join(directory, `${number}.eml`);
    writeFileSync(path, mime);
    return new EmlFile(path, this.summaries, receivedAt);
  }

  readonly remove = (): void => {
    process.off('exit', this.remove);
    rmSync(this.directory, { recursive: true, force: true });
  };
}

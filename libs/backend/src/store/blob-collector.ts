import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Job } from '../jobs/job';
import { JobQueue } from '../jobs/job-queue';
import { BlobDisk } from './blob-disk';
import { timeOfId } from './id';
import { SqlReader } from './sql-reader';

export const collectBlobs: Job = { name: 'collect-blobs', everyMs: 24 * 60 * 60_000 };

/** A pack is written moments before the row that names it. So old, none will any more: a process that slept meanwhile is fenced off. */
const graceMs = 24 * 60 * 60_000;
const packsAtOnce = 200;

/**
 * Removes packs that no row names: what a crash left between a pack and its transaction, or between a deletion and that of
 * its bytes. Tables are asked by their columns: every `raw_pack` of the DataSource counts, so that none can be forgotten.
 */
@Injectable()
export class BlobCollector {
  private readonly logger = new Logger(BlobCollector.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly reader: SqlReader,
    private readonly disk: BlobDisk,
    jobs: JobQueue,
  ) {
    jobs.handle(collectBlobs, async (_, { signal }) => {
      const removed = await this.collect(Date.now(), signal);
      if (removed > 0) this.logger.log(`${removed} packs that nothing named were removed.`);
    });
  }

  /** @returns how many packs were removed */
  async collect(now: number, signal: AbortSignal): Promise<number> {
    let removed = 0;
    for await (const owner of this.disk.owners()) {
      for await (const packs of chunked(this.oldPacks(owner, now - graceMs))) {
        signal.throwIfAborted();
        const named = await this.named(packs);
        for (const pack of packs) {
          if (named.has(pack)) continue;
          await this.disk.remove(`${owner}/${pack}`);
          removed += 1;
        }
      }
    }
    return removed;
  }

  private async *oldPacks(owner: string, before: number): AsyncGenerator<string> {
    for await (const pack of this.disk.packs(owner)) if (uuid.test(pack) && timeOfId(pack) < before) yield pack;
  }

  private async named(packs: readonly string[]): Promise<Set<string>> {
    const rows = await Promise.all(
      this.tables().map((table) =>
        this.reader.rowsIn<{ raw_pack: string }>(`SELECT DISTINCT raw_pack FROM ${table} WHERE raw_pack IN`, packs),
      ),
    );
    return new Set(rows.flat().map(({ raw_pack }) => raw_pack));
  }

  private tables(): string[] {
    return this.dataSource.entityMetadatas
      .filter(({ columns }) => columns.some(({ databaseName }) => databaseName === 'raw_pack'))
      .map(({ tableName }) => tableName);
  }
}

/** What is not named so was not made by this plugin, and is left alone. */
const uuid = /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[\da-f]{4}-[\da-f]{12}$/;

async function* chunked<Item>(items: AsyncIterable<Item>): AsyncGenerator<Item[]> {
  let chunk: Item[] = [];
  for await (const item of items) {
    chunk.push(item);
    if (chunk.length < packsAtOnce) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { BlobDisk, type ByteRange } from './blob-disk';
import { BlobPack } from './blob-pack';

/** Where a message's bytes lie, and by what they are recognised. */
export interface BlobLocation {
  pack: string;
  /** In bytes, from the pack's start. */
  offset: number;
  size: number;
  /** Hexadecimal. */
  sha256: string;
}

/** Where a row's bytes lie. */
export function locationOf(row: { rawPack: string; rawOffset: number; size: number; rawSha256: string }): BlobLocation {
  return { pack: row.rawPack, offset: row.rawOffset, size: row.size, sha256: row.rawSha256 };
}

/** The bytes are not where the database says, or are others. */
export class BlobMissingError extends Error {
  override readonly name = 'BlobMissingError';
}

/**
 * The raw bytes of messages, in packs: `<accountId>/<pack>`, on a disk or in a bucket. What one transaction stores is one pack, since
 * making a file costs forty times as much CPU as writing a message into it, and an object store asks money for each. Each account has
 * packs of its own, so that deleting an account deletes its bytes.
 *
 * A pack is stored for good before the transaction that names it begins, and never changes afterwards but for messages that
 * are erased. A crash in between leaves a pack that nobody names, which `BlobCollector` removes.
 */
@Injectable()
export class BlobStore {
  constructor(private readonly disk: BlobDisk) {}

  newPack(accountId: string): BlobPack {
    return new BlobPack(this.disk, accountId);
  }

  /** @throws BlobMissingError */
  async get(accountId: string, { pack, offset, size, sha256 }: BlobLocation): Promise<Buffer> {
    const bytes = await this.disk.read(`${accountId}/${pack}`, { offset, size }).catch((error: unknown) => {
      throw new BlobMissingError(`Pack ${pack} of account ${accountId} cannot be read.`, { cause: error });
    });
    if (hash('sha256', bytes, 'hex') === sha256) return bytes;
    throw new BlobMissingError(`Pack ${pack} of account ${accountId} does not hold ${sha256} at ${offset}.`);
  }

  /** Overwrites messages whose pack still holds others. */
  erase(accountId: string, pack: string, locations: readonly ByteRange[]): Promise<void> {
    return this.disk.erase(`${accountId}/${pack}`, locations);
  }

  removePack(accountId: string, pack: string): Promise<void> {
    return this.disk.remove(`${accountId}/${pack}`);
  }

  removeAccount(accountId: string): Promise<void> {
    return this.disk.removeAll(accountId);
  }
}

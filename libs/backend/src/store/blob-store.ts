import { hash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
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
 * The raw bytes of messages, in packs: `<accountId>/<pack>`. What one transaction stores is one pack, since making a file
 * costs forty times as much CPU as writing a message into it, and an object store asks money for each. Each account has packs of its
 * own, so that deleting an account deletes its bytes.
 *
 * A pack is on the disk before the transaction that names it begins, and never changes afterwards but for messages that
 * are erased. A crash in between leaves a pack that nobody names, which harms nothing.
 */
@Injectable()
export class BlobStore {
  private readonly root: string;

  constructor(@Inject(MAILROOM_OPTIONS) options: MailroomOptions) {
    this.root = options.blobs.directory;
  }

  newPack(accountId: string): BlobPack {
    return new BlobPack(this.directory(accountId));
  }

  /** @throws BlobMissingError */
  async get(accountId: string, { pack, offset, size, sha256 }: BlobLocation): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    try {
      const file = await open(join(this.directory(accountId), pack), 'r');
      try {
        await file.read(bytes, 0, size, offset);
      } finally {
        await file.close();
      }
    } catch (error) {
      throw new BlobMissingError(`Pack ${pack} of account ${accountId} cannot be read.`, { cause: error });
    }
    if (hash('sha256', bytes, 'hex') === sha256) return bytes;
    throw new BlobMissingError(`Pack ${pack} of account ${accountId} does not hold ${sha256} at ${offset}.`);
  }

  /** Overwrites messages whose pack still holds others. */
  async erase(accountId: string, pack: string, locations: readonly Pick<BlobLocation, 'offset' | 'size'>[]): Promise<void> {
    const file = await open(join(this.directory(accountId), pack), 'r+');
    try {
      for (const { offset, size } of locations) await file.write(Buffer.alloc(size), 0, size, offset);
    } finally {
      await file.close();
    }
  }

  async removePack(accountId: string, pack: string): Promise<void> {
    await rm(join(this.directory(accountId), pack), { force: true });
  }

  async removeAccount(accountId: string): Promise<void> {
    await rm(this.directory(accountId), { recursive: true, force: true });
  }

  private directory(accountId: string): string {
    return join(this.root, accountId);
  }
}

import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { newId } from './id';

/**
 * The raw bytes of messages, named by their SHA-256: `<accountId>/<aa>/<sha256>`. Each account has blobs of its own, so
 * that deleting an account deletes its bytes.
 *
 * A blob is written under a temporary name and renamed, so one that exists is whole. It is written synchronously: for
 * messages of some KB that costs a third of the CPU time of the asynchronous calls, and blocks for less than a
 * database transaction does. It is not flushed to the disk one by one: after a power failure the mail server still has
 * what may be lost here. What nobody else has yet, a message on its way out, asks for `durable`.
 */
@Injectable()
export class BlobStore {
  private readonly root: string;

  constructor(@Inject(MAILROOM_OPTIONS) options: MailroomOptions) {
    this.root = options.blobs.directory;
  }

  /** @returns the SHA-256 of the bytes, hexadecimal */
  put(accountId: string, bytes: Buffer, options: { durable?: boolean } = {}): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const path = this.path(accountId, sha256);
    const temporary = `${path}.${newId()}`;
    const file = openInFolder(temporary);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      if (options.durable) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
    return sha256;
  }

  /** @throws with the code `ENOENT` when there is no such blob */
  get(accountId: string, sha256: string): Promise<Buffer> {
    return readFile(this.path(accountId, sha256));
  }

  async remove(accountId: string, sha256: string): Promise<void> {
    await rm(this.path(accountId, sha256), { force: true });
  }

  async removeAccount(accountId: string): Promise<void> {
    await rm(join(this.root, accountId), { recursive: true, force: true });
  }

  private path(accountId: string, sha256: string): string {
    return join(this.root, accountId, sha256.slice(0, 2), sha256);
  }
}

/** The folder is made when the file cannot be: asking first would cost every write. */
function openInFolder(path: string): number {
  try {
    return openSync(path, 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    mkdirSync(dirname(path), { recursive: true });
    return openSync(path, 'wx');
  }
}

import { mkdirSync } from 'node:fs';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Disk } from 'flydrive';
import { FSDriver } from 'flydrive/drivers/fs';
import { BlobDisk, type ByteRange } from './blob-disk';

/** Packs as files of a folder. Writing, reading in the middle and overwriting is Node's: flydrive neither flushes nor seeks. */
export class FileDisk extends BlobDisk {
  constructor(private readonly root: string) {
    mkdirSync(root, { recursive: true });
    super(new Disk(new FSDriver({ location: root, visibility: 'private' })));
  }

  override async write(key: string, pieces: readonly Buffer[]): Promise<void> {
    const file = await this.create(this.path(key));
    try {
      await file.writev(pieces);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  override async read(key: string, { offset, size }: ByteRange): Promise<Buffer> {
    const bytes = Buffer.alloc(size);
    const file = await open(this.path(key), 'r');
    try {
      const { bytesRead } = await file.read(bytes, 0, size, offset);
      if (bytesRead < size) throw new Error(`${key} ends after ${offset + bytesRead} bytes.`);
    } finally {
      await file.close();
    }
    return bytes;
  }

  override async erase(key: string, ranges: readonly ByteRange[]): Promise<void> {
    const file = await open(this.path(key), 'r+');
    try {
      for (const { offset, size } of ranges) await file.write(Buffer.alloc(size), 0, size, offset);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  protected override at(key: string): string {
    return key;
  }

  /** An owner's first pack finds no folder. */
  private async create(path: string): Promise<FileHandle> {
    try {
      return await open(path, 'wx');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      await mkdir(dirname(path), { recursive: true });
      return open(path, 'wx');
    }
  }

  private path(key: string): string {
    return join(this.root, key);
  }
}

import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from './id';

/** A pack that is being put together: messages get their places at once, and reach the disk together. */
export class BlobPack {
  private readonly id = newId();
  private readonly pieces: Buffer[] = [];
  private size = 0;

  constructor(private readonly directory: string) {}

  /** @returns the columns that name the place */
  add(bytes: Buffer): { raw_pack: string; raw_offset: number } {
    const raw_offset = this.size;
    this.pieces.push(bytes);
    this.size += bytes.length;
    return { raw_pack: this.id, raw_offset };
  }

  /** Resolves when the bytes are on the disk: the row that is written next may then rely on them, even after a power cut. */
  async write(): Promise<void> {
    if (this.pieces.length === 0) return;
    await mkdir(this.directory, { recursive: true });
    const file = await open(this.path, 'wx');
    try {
      await file.writev(this.pieces);
      await file.datasync();
    } finally {
      await file.close();
    }
  }

  /** Nothing will ever name it. */
  async discard(): Promise<void> {
    await rm(this.path, { force: true });
  }

  private get path(): string {
    return join(this.directory, this.id);
  }
}

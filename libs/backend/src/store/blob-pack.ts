import type { BlobDisk } from './blob-disk';
import { newId } from './id';

/** A pack that is being put together: messages get their places at once, and are stored together. */
export class BlobPack {
  private readonly id = newId();
  private readonly pieces: Buffer[] = [];
  private size = 0;

  constructor(
    private readonly disk: BlobDisk,
    private readonly owner: string,
  ) {}

  /** @returns the columns that name the place */
  add(bytes: Buffer): { raw_pack: string; raw_offset: number } {
    const raw_offset = this.size;
    this.pieces.push(bytes);
    this.size += bytes.length;
    return { raw_pack: this.id, raw_offset };
  }

  /** Resolves when the bytes are stored for good: the row that is written next may then rely on them, even after a power cut. */
  async write(): Promise<void> {
    if (this.pieces.length > 0) await this.disk.write(this.key, this.pieces);
  }

  /** Nothing will ever name it. */
  async discard(): Promise<void> {
    if (this.pieces.length > 0) await this.disk.remove(this.key);
  }

  private get key(): string {
    return `${this.owner}/${this.id}`;
  }
}

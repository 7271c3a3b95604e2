import type { BlobPack } from '../store/blob-pack';
import type { BlobStore } from '../store/blob-store';
import type { PreparedMessage } from './prepared-message';
import { awaitedLater } from './store-line';

/**
 * The bytes of a batch's messages, in one pack. They are being written while the batch waits for its turn, when it is not known yet
 * which of them are here already: if some are, the pack is written anew without them, so that no pack holds bytes that nobody names.
 * That of a batch which never gets its turn is discarded: nobody writes for an account whose synchronisation has ended.
 */
export class BatchBytes {
  private pack: BlobPack | null = null;
  private places = new Map<PreparedMessage, { raw_pack: string; raw_offset: number }>();
  private writing: Promise<void> = Promise.resolve();

  constructor(
    private readonly blobs: BlobStore,
    private readonly accountId: string,
  ) {}

  /** Begins to write these. */
  keep(messages: readonly PreparedMessage[]): this {
    if (messages.length === 0) return this;
    const pack = this.blobs.newPack(this.accountId);
    this.places = new Map(messages.map((message) => [message, pack.add(message.raw)]));
    this.writing = awaitedLater(pack.write());
    this.pack = pack;
    return this;
  }

  /** Of all that were to be kept, just these are to be. */
  async keepOnly(messages: readonly PreparedMessage[]): Promise<void> {
    if (messages.length === this.places.size && messages.every((message) => this.places.has(message))) return;
    await this.discard();
    this.keep(messages);
  }

  /** @returns the columns that name the place of one that is kept */
  placeOf(message: PreparedMessage): { raw_pack: string; raw_offset: number } {
    const place = this.places.get(message);
    if (!place) throw new Error('The bytes of a message are named that are not kept.');
    return place;
  }

  /** Resolves when all are stored for good. */
  written(): Promise<void> {
    return this.writing;
  }

  /** Nothing will ever name them. */
  async discard(): Promise<void> {
    const { pack, writing } = this;
    this.pack = null;
    this.places = new Map();
    this.writing = Promise.resolve();
    if (!pack) return;
    await writing.catch(() => undefined);
    await pack.discard();
  }
}

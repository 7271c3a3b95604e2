import type { MessageRef } from '@mailroom/mail-adapter';

const first = 10;
const maxItems = 100;
const maxBytes = 4 * 1_048_576;
/** For items whose size the server did not say. */
const assumedBytes = 64 * 1_024;

/** In milliseconds: a server allows a batch one minute. */
const quick = 5_000;
const slow = 20_000;

/**
 * How many items are asked for at once: more while the server is quick, fewer when it is not. Microsoft recommends ten,
 * from where it starts; a server's limits cannot be asked for, only felt.
 */
export class BatchSize {
  private items = first;

  /** The longest beginning of `refs` that fits; one item always does. */
  take(refs: readonly MessageRef[]): MessageRef[] {
    let bytes = 0;
    const end = refs.slice(0, this.items).findIndex(({ size }) => (bytes += size || assumedBytes) > maxBytes);
    return refs.slice(0, end === -1 ? this.items : Math.max(1, end));
  }

  /** @param ms how long the server took */
  succeeded(count: number, ms: number): void {
    if (ms > slow) this.shrink();
    else if (ms < quick && count >= this.items) this.items = Math.min(maxItems, this.items * 2);
  }

  shrink(): void {
    this.items = Math.max(1, Math.floor(this.items / 2));
  }
}

/** A key in 62 bits of the 128 that it has: among a million messages two are taken for one once in nine million mailboxes. */
const keyBits = (remoteKey: string): bigint => BigInt(`0x${remoteKey.slice(0, 16)}`) & ~3n;

const READ = 1n;

/**
 * What is stored of a folder, as the server's list is compared with it: eight bytes a message, so that a folder of a
 * hundred thousand takes less than a megabyte. Everything is added before anything is looked for.
 */
export class StoredKeys {
  private keys = new BigUint64Array(1_024);
  private seen = new Uint8Array(0);
  private count = 0;
  private seenCount = 0;
  private isSorted = true;

  add(remoteKey: string, isRead: boolean): void {
    if (this.count === this.keys.length) {
      const larger = new BigUint64Array(this.keys.length * 2);
      larger.set(this.keys);
      this.keys = larger;
    }
    this.keys[this.count] = keyBits(remoteKey) | (isRead ? READ : 0n);
    this.count += 1;
    this.isSorted = false;
  }

  /** The server has the message. @returns its stored read flag; `null` when it is not stored */
  see(remoteKey: string): { isRead: boolean } | null {
    const index = this.find(remoteKey);
    if (index < 0) return null;
    if (this.seen[index] === 0) this.seenCount += 1;
    this.seen[index] = 1;
    return { isRead: ((this.keys[index] ?? 0n) & READ) === READ };
  }

  /** The server has it no longer. */
  unsee(remoteKey: string): void {
    const index = this.find(remoteKey);
    if (index < 0 || this.seen[index] === 0) return;
    this.seen[index] = 0;
    this.seenCount -= 1;
  }

  /** Whether it was stored when the comparison began, and the server has not been seen to have it. */
  isSurplus(remoteKey: string): boolean {
    const index = this.find(remoteKey);
    return index >= 0 && this.seen[index] === 0;
  }

  get surplusCount(): number {
    return this.count - this.seenCount;
  }

  private find(remoteKey: string): number {
    this.sort();
    const wanted = keyBits(remoteKey);
    let low = 0;
    let high = this.count - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const key = (this.keys[middle] ?? 0n) & ~3n;
      if (key === wanted) return middle;
      if (key < wanted) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }

  private sort(): void {
    if (this.isSorted) return;
    this.keys = this.keys.slice(0, this.count).sort();
    this.seen = new Uint8Array(this.count);
    this.isSorted = true;
  }
}

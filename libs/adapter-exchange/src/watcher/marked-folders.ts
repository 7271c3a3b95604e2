import type { FolderMarks } from '../operations/find-folder';

/**
 * What a mailbox's folders looked like, in eight bytes each: of an id and of its mark a hash is kept. Two marks that have
 * the same hash by chance (one in four thousand million) hide a change until the next.
 */
export class MarkedFolders {
  private readonly hashes: Uint32Array;

  constructor(marks: FolderMarks) {
    this.hashes = new Uint32Array([...marks].flatMap(([id, mark]) => [hash(id), hash(mark)]));
  }

  /** The folders that are new or different now, and whether one is gone. */
  compare(marks: FolderMarks): { changed: string[]; isOneGone: boolean } {
    const before = new Map<number, number>();
    for (let at = 0; at < this.hashes.length; at += 2) before.set(this.hashes[at] ?? 0, this.hashes[at + 1] ?? 0);
    const changed: string[] = [];
    for (const [id, mark] of marks) {
      const key = hash(id);
      if (before.get(key) !== hash(mark)) changed.push(id);
      before.delete(key);
    }
    return { changed, isOneGone: before.size > 0 };
  }
}

/** FNV-1a, 32 bits, over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

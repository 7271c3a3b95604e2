import { type Item } from './item';

/** What happened to an item. */
export type ChangeKind = 'create' | 'update' | 'read-flag' | 'delete';

/** A change as a client is told of it: the item in its present state. */
export interface Change {
  readonly kind: ChangeKind;
  readonly item: Item;
}

/**
 * How far a client has come. While it takes stock for the first time it reads the log backwards (newest first) from `end`, and is at
 * `backwards`; afterwards it reads forwards from `end`.
 */
export interface LogPosition {
  readonly end: number;
  readonly backwards: number;
}

/** A page of changes, and where the next one begins. */
export interface ChangePage {
  readonly changes: readonly Change[];
  readonly next: LogPosition;
  readonly isLast: boolean;
}

/**
 * Everything that ever happened in one folder, in order; a position is an index, so a page costs what it holds, however long the log is.
 * A client is told only what matters to it: not what was created and deleted since it last asked, and each item's last change only.
 */
export class ChangeLog {
  private readonly entries: Change[] = [];

  get length(): number {
    return this.entries.length;
  }

  append(kind: ChangeKind, item: Item): void {
    this.entries.push({ kind, item });
    const position = this.entries.length;
    if (kind === 'create') item.createdAt = position;
    else if (kind === 'read-flag') item.readFlagChangedAt = position;
    else if (kind === 'update') item.updatedAt = position;
  }

  /** The next at most `limit` changes; `ignored` items are passed over. */
  page(from: LogPosition | undefined, limit: number, ignored: (item: Item) => boolean): ChangePage {
    const start = from ?? { end: this.entries.length, backwards: this.entries.length };
    const stock: Change[] = [];
    let backwards = start.backwards;
    while (backwards > 0 && stock.length < limit) {
      const entry = this.entries[--backwards];
      if (entry?.kind === 'create' && !entry.item.isGone && !ignored(entry.item)) stock.push(entry);
    }
    return this.forwards({ end: start.end, backwards }, limit, ignored, stock);
  }

  private forwards(start: LogPosition, limit: number, ignored: (item: Item) => boolean, changes: Change[]): ChangePage {
    let end = start.end;
    while (start.backwards === 0 && end < this.entries.length && changes.length < limit) {
      const entry = this.entries[end++];
      if (entry !== undefined && isNews(entry, end, start.end) && !ignored(entry.item)) changes.push(entry);
    }
    return { changes, next: { end, backwards: start.backwards }, isLast: start.backwards === 0 && end === this.entries.length };
  }
}

/** Whether the entry at `position` is to be told to a client that knows everything up to `known`. */
function isNews({ kind, item }: Change, position: number, known: number): boolean {
  if (kind === 'delete') return item.createdAt <= known;
  if (item.isGone) return false;
  if (kind === 'create') return true;
  if (item.createdAt > known) return false;
  return kind === 'update' ? position === item.updatedAt : position === item.readFlagChangedAt && item.updatedAt <= known;
}

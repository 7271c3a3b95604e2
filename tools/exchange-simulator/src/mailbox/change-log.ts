import { type Item } from './item';

/** What happened to an item. */
export type ChangeKind = 'create' | 'update' | 'read-flag' | 'delete';

/** A change as a client is told of it: the item in its present state. */
export interface Change {
  readonly kind: ChangeKind;
  readonly item: Item;
}

/** How far a client has come; positions count the log's entries. */
export interface LogPosition {
  /** Everything up to here was told, save what is left of the stock. */
  readonly end: number;
  /** Entries before `end` that are still to be read for what was there when the client came for the first time. */
  readonly stock: number;
  /** While a client catches up in several pages: where it began, and where it will have caught up. */
  readonly known: number;
  readonly horizon: number;
}

/** Which of the items that are there a client is told first. */
export type StockOrder = 'newest-first' | 'oldest-first';

/** A page of changes, and where the next one begins. */
export interface ChangePage {
  readonly changes: readonly Change[];
  readonly next: LogPosition;
  readonly isLast: boolean;
}

/** What a page is to hold. */
export interface PageRequest {
  /** Undefined for a client that comes for the first time. */
  readonly from: LogPosition | undefined;
  readonly limit: number;
  readonly order: StockOrder;
  /** Items that are passed over. */
  readonly isIgnored: (item: Item) => boolean;
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

  page(request: PageRequest): ChangePage {
    const { length } = this.entries;
    const from = request.from ?? { end: length, stock: length, known: length, horizon: length };
    const changes: Change[] = [];
    const stock = this.readStock(from, request, changes);
    if (stock > 0) return { changes, next: { ...from, stock }, isLast: false };
    const catchUp = from.end < from.horizon ? from : { known: from.end, horizon: length };
    const end = this.readNews(from.end, catchUp, request, changes);
    return { changes, next: { ...catchUp, end, stock }, isLast: end === length };
  }

  /** Tells what is there; answers how many entries of the stock are left. */
  private readStock({ end, stock }: LogPosition, { limit, order, isIgnored }: PageRequest, changes: Change[]): number {
    let left = stock;
    while (left > 0 && changes.length < limit) {
      const entry = this.entries[order === 'newest-first' ? left - 1 : end - left];
      left--;
      if (entry?.kind === 'create' && !entry.item.isGone && !isIgnored(entry.item)) changes.push(entry);
    }
    return left;
  }

  /** Tells what happened up to the horizon; answers how far it came. */
  private readNews(start: number, catchUp: Pick<LogPosition, 'known' | 'horizon'>, request: PageRequest, changes: Change[]): number {
    let end = start;
    while (end < catchUp.horizon && changes.length < request.limit) {
      const entry = this.entries[end++];
      if (entry !== undefined && isNews(entry, end, catchUp.known) && !request.isIgnored(entry.item)) changes.push(entry);
    }
    return end;
  }
}

/** Whether the entry at `position` is to be told to a client that knew everything up to `known` before it began to catch up. */
function isNews({ kind, item }: Change, position: number, known: number): boolean {
  if (kind === 'delete') return item.createdAt <= known;
  if (item.isGone) return false;
  if (kind === 'create') return true;
  if (item.createdAt > known) return false;
  return kind === 'update' ? position === item.updatedAt : position === item.readFlagChangedAt && item.updatedAt <= known;
}

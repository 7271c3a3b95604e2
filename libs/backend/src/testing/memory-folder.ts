import type { FolderRole } from '@mailroom/contract';
import type { MessageChange, MessageUpsert, RemoteFolder } from '@mailroom/mail-adapter';

export interface MemoryItem {
  remoteId: string;
  revision: string;
  raw: Buffer;
  isRead: boolean;
  receivedAt: Date;
}

export function memoryItem(remoteId: string, raw: Buffer, options: { isRead?: boolean; receivedAt: Date }): MemoryItem {
  return { remoteId, revision: 'r1', raw, isRead: options.isRead ?? false, receivedAt: options.receivedAt };
}

export type MemoryFolder = ReturnType<typeof makeFolder>;

/** A folder of the server in memory, with the log of what happened in it. */
export function makeFolder(remoteId: string, name: string, role: FolderRole | null, parent: string | null) {
  const items = new Map<string, MemoryItem>();
  let log: { sequence: number; change: MessageChange }[] = [];
  const upsertOf = ({ remoteId: id, revision, raw, isRead, receivedAt }: MemoryItem): MessageUpsert => ({
    kind: 'upsert',
    ref: { remoteId: id, revision, size: raw.length },
    isRead,
    receivedAt,
    itemClass: 'IPM.Note',
  });
  return {
    name,
    parent,
    items,
    upsert(item: MemoryItem, sequence: number): void {
      items.set(item.remoteId, item);
      log.push({ sequence, change: upsertOf(item) });
    },
    remove(id: string, sequence: number): void {
      items.delete(id);
      log.push({ sequence, change: { kind: 'remove', remoteId: id } });
    },
    /** It came and went between two looks of whoever follows the changes: on Exchange, nothing tells of it. */
    vanish(id: string): void {
      items.delete(id);
      log = log.filter(({ change }) => (change.kind === 'upsert' ? change.ref.remoteId : change.remoteId) !== id);
    },
    flag(id: string, isRead: boolean, sequence: number): void {
      const item = items.get(id);
      if (!item) return;
      Object.assign(item, { isRead, revision: `r${sequence}` });
      log.push({ sequence, change: { kind: 'read-flag', remoteId: id, revision: item.revision, isRead } });
    },
    remote(): RemoteFolder {
      const unreadCount = [...items.values()].filter(({ isRead }) => !isRead).length;
      return { remoteId, parentRemoteId: this.parent, name: this.name, role, holdsMail: true, messageCount: items.size, unreadCount };
    },
    newest(count: number): MessageUpsert[] {
      return [...items.values()]
        .reverse()
        .sort((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())
        .slice(0, count)
        .map(upsertOf);
    },
    /** A cursor is `<sequence>`, or `list:<offset>:<sequence>` while everything is listed. */
    page(cursor: string | null, size: number, now: number): { changes: MessageChange[]; cursor: string; hasMore: boolean } {
      if (cursor === null || cursor.startsWith('list:')) {
        const [, offset, from] = (cursor ?? `list:0:${now}`).split(':').map(Number);
        const listed = [...items.values()].reverse().slice(offset, (offset ?? 0) + size);
        const next = (offset ?? 0) + size;
        return next < items.size
          ? { changes: listed.map(upsertOf), cursor: `list:${next}:${from}`, hasMore: true }
          : { changes: listed.map(upsertOf), cursor: `${from}`, hasMore: log.some(({ sequence }) => sequence > (from ?? 0)) };
      }
      const later = log.filter(({ sequence }) => sequence > Number(cursor));
      const page = later.slice(0, size);
      return { changes: page.map(({ change }) => change), cursor: `${page.at(-1)?.sequence ?? now}`, hasMore: later.length > size };
    },
  };
}

import { type LogPosition } from '../mailbox/change-log';
import { type Folder } from '../mailbox/folder';
import { ResponseError } from '../soap/errors';

/** What a sync state remembers: whose log, of which run of the server, and how far. */
export interface SyncStateOwner {
  readonly generation: string;
  readonly folder: Folder;
  /** Items and hierarchy have logs of their own. */
  readonly log: 'items' | 'hierarchy';
}

/** Makes an opaque sync state (MS-OXWSSYNC_R65: base64). */
export function formatSyncState(owner: SyncStateOwner, { end, stock, known, horizon }: LogPosition): string {
  return Buffer.from(JSON.stringify([...identity(owner), end, stock, known, horizon])).toString('base64');
}

/** @throws {ResponseError} ErrorInvalidSyncStateData when the state is none, or that of another folder, log or server run. */
export function parseSyncState(owner: SyncStateOwner, text: string, length: number): LogPosition {
  const own = identity(owner);
  const parts = decode(text);
  const [end, stock, known, horizon] = parts.slice(own.length).map(Number);
  const isOwn = own.every((part, index) => parts[index] === part);
  if (!isOwn || end === undefined || stock === undefined || known === undefined || horizon === undefined) return refuseSyncState();
  if (!(end <= length && stock <= end)) return refuseSyncState();
  return { end, stock, known, horizon };
}

/** @throws {ResponseError} ErrorInvalidSyncStateData, after which a client has to begin anew. */
export function refuseSyncState(): never {
  throw new ResponseError('ErrorInvalidSyncStateData', 'Synchronization state data is corrupt or otherwise invalid.');
}

function identity({ generation, folder, log }: SyncStateOwner): string[] {
  return [generation, log, folder.mailbox.address, String(folder.ordinal)];
}

function decode(text: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

import type { FolderRole, ServiceTypeOffer } from '@mailroom/contract';
import {
  type ChangePage,
  type FolderChange,
  type MailAdapter,
  MailError,
  type MailboxSession,
  type MailboxTarget,
  type MailboxWatcher,
  type MessageChange,
} from '@mailroom/mail-adapter';
import { type MemoryFolder, makeFolder, memoryItem } from './memory-folder';
import { MemorySession } from './memory-session';
import { MemoryWatcher } from './memory-watcher';

/** What a session asks of the server; each call may be made to fail. */
export type Operation = 'identify' | 'folders' | 'changes' | 'fetch' | 'send' | 'sent' | 'wasSent' | 'setRead' | 'counts' | 'newest';

/**
 * A mail server in memory with one mailbox, whoever opens it. It behaves as Exchange does where the engine must mind it:
 * changes come in pages, newest first; a move is a removal and an arrival with another id; cursors can become invalid.
 */
export class MemoryMailServer implements MailAdapter {
  readonly offers: ServiceTypeOffer[] = [
    { serviceType: 'exchange', authMethods: ['basic'], versions: [], serviceAddress: null, warnings: [] },
  ];
  readonly folders = new Map<string, MemoryFolder>();
  /** Remote ids whose bytes were fetched, in order. */
  readonly fetched: string[] = [];
  readonly sent: Buffer[] = [];
  /** Remote ids that the server tells of, and then denies. */
  readonly hidden = new Set<string>();
  pageSize = 10;
  /** Cursors of other generations are invalid. */
  generation = 1;
  private folderLog: { sequence: number; change: FolderChange }[] = [];
  private readonly failures = new Map<Operation, (MailError | Error)[]>();
  private readonly broken = new Map<Operation, MailError | Error>();
  private readonly watchers = new Set<MemoryWatcher>();
  /** Messages whose sender did not wait for the server's answer any longer. */
  abandoned = 0;
  /** How long ago what is delivered was received, where a delivery does not say; in milliseconds. */
  deliversFromAgo = 0;
  private isDeaf = false;
  private sequence = 0;
  private sessions = 0;
  private onLeft = (): void => undefined;

  constructor() {
    this.addFolder('inbox', 'Inbox', { role: 'inbox' });
    this.addFolder('sent', 'Sent Items', { role: 'sent' });
  }

  addFolder(remoteId: string, name: string, options: { role?: FolderRole; parent?: string } = {}): void {
    this.folders.set(remoteId, makeFolder(remoteId, name, options.role ?? null, options.parent ?? null));
    this.folderChanged(remoteId);
  }

  /** Renames a folder, or moves it below another. */
  changeFolder(remoteId: string, change: { name?: string; parent?: string | null }): void {
    Object.assign(this.folder(remoteId), change);
    this.folderChanged(remoteId);
  }

  removeFolder(remoteId: string): void {
    this.folders.delete(remoteId);
    this.folderLog.push({ sequence: this.next(), change: { kind: 'remove', remoteId } });
    this.notify(null);
  }

  deliver(folderId: string, raw: string | Buffer, options: { isRead?: boolean; receivedAt?: Date; quietly?: boolean } = {}): string {
    const receivedAt = options.receivedAt ?? new Date(Date.now() - this.deliversFromAgo);
    const item = memoryItem(`m${this.next()}`, Buffer.from(raw), { ...options, receivedAt });
    this.folder(folderId).upsert(item, this.sequence);
    if (!options.quietly) this.notify(folderId);
    return item.remoteId;
  }

  /** The message gets other bytes and a new version. */
  replace(remoteId: string, folderId: string, raw: string): void {
    const item = this.folder(folderId).items.get(remoteId);
    if (!item) throw new Error(`${folderId} has no ${remoteId}`);
    const sequence = this.next();
    this.folder(folderId).upsert({ ...item, raw: Buffer.from(raw), revision: `r${sequence}` }, sequence);
    this.notify(folderId);
  }

  /** Nobody is notified: the caller says which folder is heard of first. @returns the new id */
  move(remoteId: string, from: string, to: string): string {
    const item = this.folder(from).items.get(remoteId);
    if (!item) throw new Error(`${from} has no ${remoteId}`);
    const moved = { ...item, remoteId: `m${this.next()}` };
    this.folder(to).upsert(moved, this.sequence);
    this.folder(from).remove(remoteId, this.next());
    return moved.remoteId;
  }

  remove(remoteId: string, folderId: string): void {
    this.folder(folderId).remove(remoteId, this.next());
    this.notify(folderId);
  }

  markRead(remoteId: string, folderId: string, isRead: boolean): void {
    this.folder(folderId).flag(remoteId, isRead, this.next());
    this.notify(folderId);
  }

  isRead(remoteId: string): boolean | undefined {
    return [...this.folders.values()].map(({ items }) => items.get(remoteId)).find((item) => item)?.isRead;
  }

  /** Something happened in the folder, or anywhere: watchers hear of it. */
  notify(folderRemoteId: string | null): void {
    for (const watcher of this.watchers) watcher.changed(folderRemoteId);
  }

  /** The next calls of the operation fail, in this order. */
  fail(operation: Operation, ...errors: (MailError | Error)[]): void {
    this.failures.set(operation, [...(this.failures.get(operation) ?? []), ...errors]);
  }

  /** From now on every call of the operation fails, until `heal`. */
  failAlways(operation: Operation, error: MailError | Error): void {
    this.broken.set(operation, error);
  }

  heal(operation: Operation): void {
    this.broken.delete(operation);
  }

  /** The next message is sent, but the sender does not hear of it. */
  failAfterSending(error: MailError): void {
    this.fail('sent', error);
  }

  /** The next message is never taken: its sender waits until it gives up. */
  takeNothing(): void {
    this.isDeaf = true;
  }

  /** @internal */
  async untilTaken(signal: AbortSignal): Promise<void> {
    if (!this.isDeaf) return;
    this.isDeaf = false;
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    this.abandoned += 1;
    signal.throwIfAborted();
  }

  /** @internal */
  enter(operation: Operation): void {
    const error = this.failures.get(operation)?.shift() ?? this.broken.get(operation);
    if (error) throw error;
  }

  folder(remoteId: string): MemoryFolder {
    const folder = this.folders.get(remoteId);
    if (!folder) throw new MailError('item-not-found');
    return folder;
  }

  open(_target: MailboxTarget): MailboxSession {
    this.sessions += 1;
    return new MemorySession(this);
  }

  /** Resolves as soon as no session is open. */
  async untilEmpty(): Promise<void> {
    while (this.sessions > 0) await new Promise<void>((resolve) => (this.onLeft = resolve));
  }

  /** @internal */
  left(): void {
    this.sessions -= 1;
    this.onLeft();
  }

  watcher(): MailboxWatcher {
    const watcher = new MemoryWatcher();
    this.watchers.add(watcher);
    return watcher;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  /** @internal */
  folderPage(cursor: string | null): ChangePage<FolderChange> {
    const since = this.read(cursor);
    const changes = [...this.folders.keys()].map((id): FolderChange => ({ kind: 'upsert', folder: this.folder(id).remote() }));
    const later = this.folderLog.filter(({ sequence }) => sequence > since).map(({ change }) => change);
    return { changes: cursor === null ? changes : later, cursor: this.write(this.sequence), hasMore: false };
  }

  /** @internal */
  messagePage(folderId: string, cursor: string | null): ChangePage<MessageChange> {
    const page = this.folder(folderId).page(cursor === null ? null : (cursor.split('@')[0] ?? ''), this.pageSize, this.sequence);
    if (cursor !== null) this.read(cursor);
    return { ...page, cursor: `${page.cursor}@${this.generation}` };
  }

  private folderChanged(remoteId: string): void {
    this.folderLog.push({ sequence: this.next(), change: { kind: 'upsert', folder: this.folder(remoteId).remote() } });
    this.notify(null);
  }

  private read(cursor: string | null): number {
    if (cursor === null) return 0;
    const [sequence, generation] = cursor.split('@');
    if (Number(generation) !== this.generation) throw new MailError('cursor-invalid');
    return Number(sequence);
  }

  private write(sequence: number): string {
    return `${sequence}@${this.generation}`;
  }

  private next(): number {
    this.sequence += 1;
    return this.sequence;
  }
}

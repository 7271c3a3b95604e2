import { MailError, type MailboxSession } from '@mailroom/mail-adapter';
import type { AccountEntity } from '../accounts/account.entity';
import type { FolderEntity } from '../folders/folder.entity';
import type { RepairOrder } from '../reconciliation/repair-order';
import { locationOf } from '../store/blob-store';
import { emptyBatch } from './folder-batch';
import { FolderSync } from './folder-sync';
import { ImportFilter, type ImportRules } from './import-policy';
import type { Lease } from './lease-repository';
import type { MailboxWriter } from './mailbox-writer';
import type { RunnerTools } from './runner-tools';

/** The folders of a mailbox that is being synchronised, each with its sync. */
export class MailboxFolders {
  private readonly folders = new Map<string, FolderEntity>();
  private readonly syncs = new Map<string, FolderSync>();
  private readonly filter: ImportFilter;

  constructor(
    private readonly account: AccountEntity,
    private readonly lease: Lease,
    private readonly session: MailboxSession,
    private readonly writer: MailboxWriter,
    private readonly tools: RunnerTools,
    private readonly rules: ImportRules,
    private readonly turn: (left: number, signal: AbortSignal) => Promise<() => void>,
  ) {
    this.filter = new ImportFilter(rules, [account.mailboxAddress, account.emailAddress.toLowerCase()]);
  }

  /** Reads the folder hierarchy's changes. */
  async refresh(signal: AbortSignal): Promise<void> {
    const result = await this.tools.hierarchy.update(this.lease, this.session, this.account.folderCursor, signal, this.rules.folders);
    for (const folder of result.gone) await this.forget(folder);
    await this.tools.hierarchy.finish(this.lease, result);
    this.account.folderCursor = result.cursor;
    // All are taken before one is emptied: whether it is in the bin shows by the others.
    const unwanted = result.folders.filter((folder) => this.take(folder));
    for (const folder of unwanted) await this.empty(folder);
    this.tools.announce(this.account);
  }

  /** Takes the folders as they are stored: the server has told of nothing that they do not know. */
  async load(): Promise<void> {
    for (const folder of await this.tools.hierarchy.stored(this.account.id)) this.folders.set(folder.id, folder);
  }

  byRemoteId(remoteId: string): FolderEntity | undefined {
    return [...this.folders.values()].find((folder) => folder.remoteId === remoteId);
  }

  selected(): FolderEntity[] {
    return [...this.folders.values()].filter(({ selected }) => selected);
  }

  /** Folders whose import is over or on its way: a backfill begins with the newest by itself, one that was interrupted is behind them. */
  begun(): FolderEntity[] {
    return this.selected().filter(({ backfilledAt, cursor }) => backfilledAt !== null || cursor !== null);
  }

  isBackfilled(folderId: string): boolean {
    const folder = this.folders.get(folderId);
    return !folder?.selected || folder.backfilledAt !== null;
  }

  /** The folder whose messages are imported next: the inbox, what was sent, then the others as they are called. */
  nextBackfill(): FolderEntity | undefined {
    const waiting = this.selected().filter(({ backfilledAt }) => backfilledAt === null);
    return waiting.sort((a, b) => rank(a) - rank(b) || a.path.localeCompare(b.path))[0];
  }

  /** @returns `gone` when the server has no such folder any more */
  async sync(folderId: string, signal: AbortSignal): Promise<'changed' | 'unchanged' | 'gone'> {
    const folder = this.folders.get(folderId);
    if (!folder?.selected) return 'unchanged';
    try {
      const hasChanges = await this.syncOf(folder, signal).run(signal);
      if (hasChanges || (await this.tools.hierarchy.isUnbalanced(folderId))) await this.count(folder, signal);
      return hasChanges ? 'changed' : 'unchanged';
    } catch (error) {
      if (!(error instanceof MailError) || error.code !== 'item-not-found') throw error;
      this.folders.delete(folderId);
      return 'gone';
    }
  }

  /** Compares the folders whose import is over with the server, and mends what differs. */
  repair(order: RepairOrder, signal: AbortSignal): Promise<void> {
    const { account, session, writer, filter } = this;
    const mailbox = { account, session, writer, filter, batchMessages: this.tools.settings.batchMessages };
    const imported = this.selected().filter(({ backfilledAt }) => backfilledAt !== null);
    return this.tools.repair.run(mailbox, imported, order, signal);
  }

  /** Takes what has just arrived in a folder that is being backfilled, or will be. @returns false when the server has no such folder any more */
  async lookEarly(folderId: string, signal: AbortSignal): Promise<boolean> {
    const folder = this.folders.get(folderId);
    if (!folder?.selected) return true;
    try {
      await this.syncOf(folder, signal).lookEarly(signal);
      return true;
    } catch (error) {
      if (!(error instanceof MailError) || error.code !== 'item-not-found') throw error;
      return false;
    }
  }

  watchingSince(time: number | null): void {
    this.writer.watchingSince = time;
  }

  purgeDepartures(): Promise<void> {
    return this.writer.purgeDepartures();
  }

  /** Messages of the folders whose backfill has not ended, as the server counts them. */
  private left(): number {
    const waiting = this.selected().filter(({ backfilledAt }) => backfilledAt === null);
    return waiting.reduce((sum, { serverCount }) => sum + (serverCount ?? 0), 0);
  }

  private syncOf(folder: FolderEntity, signal: AbortSignal): FolderSync {
    const known = this.syncs.get(folder.id);
    if (known) return known;
    const sync = new FolderSync(folder, {
      session: this.session,
      writer: this.writer,
      reader: this.tools.reader,
      retries: this.tools.retries,
      batchMessages: this.tools.settings.batchMessages,
      connectedAt: this.account.createdAt,
      parser: this.tools.parser,
      filter: this.filter,
      judge: async (message) => this.filter.read(await this.tools.blobs.get(this.account.id, locationOf(message))),
      turn: () => (folder.backfilledAt === null ? this.turn(this.left(), signal) : Promise.resolve(() => undefined)),
      stored: (count) => {
        this.tools.meter.stored(this.account.id, count);
      },
    });
    this.syncs.set(folder.id, sync);
    return sync;
  }

  /** A folder's own sync knows its cursor; from the hierarchy come its name, place and choice. @returns whether it has become unwanted */
  private take(folder: FolderEntity): boolean {
    const known = this.folders.get(folder.id);
    if (known) Object.assign(known, { path: folder.path, name: folder.name, role: folder.role, newsSince: folder.newsSince });
    else this.folders.set(folder.id, folder);
    if (folder.selected === known?.selected) return false;
    if (known) known.selected = folder.selected;
    const holdsSome = folder.messageCount > 0 || folder.skippedCount > 0 || folder.cursor !== null;
    return !folder.selected && !folder.keepsEmails && holdsSome;
  }

  /** What is taken back from the bin, folders included, is what it was; what its owner does not want here any more is erased. */
  private async empty(folder: FolderEntity): Promise<void> {
    if (this.isInBin(folder)) await this.letDepart(folder);
    await this.writer.emptyFolder(folder.id);
    const known = this.folders.get(folder.id);
    if (known) Object.assign(known, { cursor: null, backfilledAt: null });
    this.syncs.delete(folder.id);
  }

  private isInBin({ path }: FolderEntity): boolean {
    return [...this.folders.values()].some((folder) => folder.role === 'trash' && path.startsWith(`${folder.path}/`));
  }

  /** The messages of a folder that is gone may be in another one by now. */
  private async forget(folder: FolderEntity): Promise<void> {
    this.folders.delete(folder.id);
    this.syncs.delete(folder.id);
    await this.letDepart(folder);
  }

  private async letDepart(folder: FolderEntity): Promise<void> {
    for (;;) {
      const rows = await this.tools.reader.rows<{ remote_id: string }>(
        'SELECT remote_id FROM mail_message WHERE folder_id = ? AND departed_at IS NULL LIMIT 200',
        [folder.id],
      );
      if (rows.length === 0) return;
      const target = { id: folder.id, role: folder.role, isBackfilled: true, newsSince: 0 };
      await this.writer.store(target, { ...emptyBatch(), removed: rows.map(({ remote_id }) => remote_id) });
    }
  }

  private async count(folder: FolderEntity, signal: AbortSignal): Promise<void> {
    const { messageCount } = await this.session.counts(folder.remoteId, { signal });
    await this.tools.hierarchy.setServerCount(this.lease, folder.id, messageCount);
  }
}

function rank({ role }: FolderEntity): number {
  return role === 'inbox' ? 0 : role === 'sent' ? 1 : 2;
}

import type { MailEvent } from '@mailroom/contract';
import type { MessageSearch } from '../emails/message-search';
import type { Statement } from '../store/atomic-writer';
import { newId } from '../store/id';
import { remoteKey } from '../store/remote-key';
import { list } from '../store/sql-reader';
import { deleteFrom, insertInto, update } from '../store/statements';
import type { BatchBytes } from './batch-bytes';
import type { SkippedMessage, StateChange } from './folder-batch';
import { FolderCounters } from './folder-counters';
import { addressRows, contentColumns, indexedText, listItem, type MessagePlace, remoteColumns } from './message-rows';
import type { PreparedMessage } from './prepared-message';
import type { ReadWishes } from './read-wishes';
import { deleteStored, updateStored } from './stored-message-statements';
import type { StoredMessage } from './stored-messages';

/** The folder that a batch belongs to. */
export interface IngestFolder {
  id: string;
  accountId: string;
  /** Whether the batch came ahead of the folder's cursor. */
  isAhead: boolean;
}

/** Collects what a batch writes, and keeps the counts and events that follow from it. */
export class IngestPlan {
  private readonly statements: Statement[] = [];
  private readonly inserted: { place: MessagePlace; message: PreparedMessage; isNews: boolean }[] = [];
  private readonly skippedRows: Record<string, unknown>[] = [];
  private readonly changedIds = new Set<string>();
  private readonly placedIds = new Set<string>();
  private readonly counters = new FolderCounters();
  /** Versions of messages whose bytes nobody names any more. */
  readonly obsolete: StoredMessage[] = [];

  constructor(
    private readonly folder: IngestFolder,
    private readonly search: MessageSearch,
    private readonly bytes: BatchBytes,
    /** What was marked here and is not known to the server yet, by message. */
    private readonly wishes: ReadWishes,
    private readonly now: number,
  ) {}

  /** @param isNews whether people are told of the message, rather than of how many there are more */
  insert(message: PreparedMessage, id: string, threadId: string, isNews: boolean): void {
    const place = { id, accountId: this.folder.accountId, folderId: this.folder.id, threadId };
    this.inserted.push({ place, message, isNews });
    this.counters.message(this.folder.id, message.isRead, 1);
  }

  /** The message is in this folder, with this state, whatever was known of it. */
  place(stored: StoredMessage, { remoteId, revision, isRead: serverIsRead }: StateChange, message?: PreparedMessage): void {
    this.placedIds.add(stored.id);
    const content = message?.rawSha256 === stored.rawSha256 ? undefined : message;
    const isRead = this.wishes.holds(stored.id) ? stored.isRead : serverIsRead;
    this.statements.push(...this.wishes.heard(stored.id, serverIsRead));
    if (!stored.isDeparted) this.counters.message(stored.folderId, stored.isRead, -1);
    this.counters.message(this.folder.id, isRead, 1);
    const remote = remoteColumns(this.folder.accountId, remoteId, revision);
    this.statements.push(
      updateStored(stored, {
        ...remote,
        folder_id: this.folder.id,
        is_read: isRead,
        departed_at: null,
        ...(content && contentColumns(content, this.bytes)),
      }),
    );
    if (stored.isDeparted) this.statements.push(...deleteFrom('mail_departure', 'message_id', [stored.id]));
    if (content) this.reindex(stored, content);
    this.changedIds.add(stored.id);
  }

  depart(stored: StoredMessage): void {
    this.counters.message(stored.folderId, stored.isRead, -1);
    this.statements.push(
      updateStored(stored, { departed_at: this.now }),
      ...insertInto('mail_departure', [
        { message_id: stored.id, account_id: this.folder.accountId, raw_sha256: stored.rawSha256, departed_at: this.now },
      ]),
    );
    this.changedIds.add(stored.id);
  }

  /**
   * The message had arrived elsewhere before it left here: the arrival's row goes, and this one takes its place.
   * @returns it as it is then
   */
  succeed(stored: StoredMessage, arrival: StoredMessage): StoredMessage {
    this.obsolete.push(arrival);
    const isRead = this.wishes.has(arrival.id) || !this.wishes.holds(stored.id) ? arrival.isRead : stored.isRead;
    this.counters.message(stored.folderId, stored.isRead, -1);
    this.counters.message(arrival.folderId, arrival.isRead, -1);
    this.counters.message(arrival.folderId, isRead, 1);
    this.statements.push(
      ...this.wishes.inherit(stored.id, arrival.id),
      this.search.remove([arrival.id]),
      ...deleteFrom('mail_message_address', 'message_id', [arrival.id]),
      ...deleteFrom('mail_early_message', 'message_id', [stored.id]),
      { sql: 'UPDATE mail_early_message SET message_id = ? WHERE message_id = ?', parameters: [stored.id, arrival.id] },
      deleteStored(arrival),
      updateStored(stored, {
        ...remoteColumns(this.folder.accountId, arrival.remoteId, arrival.revision),
        folder_id: arrival.folderId,
        is_read: isRead,
      }),
    );
    this.changedIds.add(stored.id).add(arrival.id);
    const { remoteId, revision, folderId } = arrival;
    return { ...stored, remoteId, revision, folderId, isRead };
  }

  skip({ ref, state, reason: { code, message } }: SkippedMessage, isListed: boolean): void {
    const { id, accountId } = this.folder;
    const key = remoteKey(accountId, ref.remoteId);
    const reason = { reason: code, detail: message, revision: ref.revision, is_read: state.isRead };
    if (isListed) {
      this.statements.push(update('mail_skipped', { column: 'remote_key', value: key }, reason));
      return;
    }
    this.counters.skipped(id, 1);
    const received_at = state.receivedAt?.getTime() ?? null;
    const place = { id: newId(), account_id: accountId, folder_id: id, remote_key: key, remote_id: ref.remoteId };
    this.skippedRows.push({ ...place, ...reason, received_at, created_at: this.now });
  }

  /** A message that is not imported was marked: it is imported so if it ever is. */
  markSkipped({ remoteId, revision, isRead }: StateChange): void {
    const key = { column: 'remote_key', value: remoteKey(this.folder.accountId, remoteId) };
    this.statements.push(update('mail_skipped', key, { revision, is_read: isRead }));
  }

  /** The folder's changes have told of messages that may have come ahead of them. */
  confirm(messageIds: readonly string[], remoteIds: readonly string[]): void {
    this.statements.push(...deleteFrom('mail_early_message', 'message_id', messageIds));
    if (remoteIds.length === 0) return;
    const messages = `SELECT id FROM mail_message WHERE remote_key IN ${list(remoteIds.length)}`;
    const parameters = remoteIds.map((remoteId) => remoteKey(this.folder.accountId, remoteId));
    this.statements.push({ sql: `DELETE FROM mail_early_message WHERE message_id IN (${messages})`, parameters });
  }

  unskip(remoteId: string): void {
    this.counters.skipped(this.folder.id, -1);
    this.statements.push(...deleteFrom('mail_skipped', 'remote_key', [remoteKey(this.folder.accountId, remoteId)]));
  }

  /** Everything to write, in an order that keeps unique keys unique. */
  build(): Statement[] {
    const rows = this.inserted.map(({ place, message }) => ({
      id: place.id,
      account_id: place.accountId,
      folder_id: place.folderId,
      thread_id: place.threadId,
      ...remoteColumns(place.accountId, message.ref.remoteId, message.ref.revision),
      ...contentColumns(message, this.bytes),
      is_read: message.isRead,
      departed_at: null,
      created_at: this.now,
    }));
    return [
      ...this.statements,
      ...insertInto('mail_skipped', this.skippedRows),
      ...insertInto('mail_message', rows),
      ...insertInto(
        'mail_message_address',
        this.inserted.flatMap(({ place, message }) => addressRows(place.id, place.accountId, message)),
      ),
      ...(this.folder.isAhead ? this.notesOfEarly() : []),
      ...this.counters.statements(),
      ...this.search.add(this.inserted.map(({ place, message }) => ({ id: place.id, text: indexedText(message) }))),
    ];
  }

  events(): MailEvent[] {
    const { id: folderId, accountId } = this.folder;
    const emailIds = [...this.changedIds];
    const news = this.inserted.filter(({ isNews }) => isNews);
    const count = this.inserted.length - news.length;
    return [
      ...news.map(({ place, message }): MailEvent => ({ type: 'email.received', accountId, email: listItem(place, message) })),
      ...(count > 0 ? [{ type: 'email.imported', accountId, folderId, count } as const] : []),
      ...(emailIds.length > 0 ? [{ type: 'email.changed', accountId, emailIds } as const] : []),
    ];
  }

  private notesOfEarly(): Statement[] {
    const { id, accountId } = this.folder;
    const ids = [...this.placedIds, ...this.inserted.map(({ place }) => place.id)];
    const rows = ids.map((message_id) => ({ message_id, account_id: accountId, folder_id: id, created_at: this.now }));
    return [...deleteFrom('mail_early_message', 'message_id', [...this.placedIds]), ...insertInto('mail_early_message', rows)];
  }

  private reindex(stored: StoredMessage, content: PreparedMessage): void {
    this.obsolete.push(stored);
    this.statements.push(
      this.search.remove([stored.id]),
      ...deleteFrom('mail_message_address', 'message_id', [stored.id]),
      ...insertInto('mail_message_address', addressRows(stored.id, this.folder.accountId, content)),
      ...this.search.add([{ id: stored.id, text: indexedText(content) }]),
    );
  }
}

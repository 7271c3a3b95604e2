import type { MailEvent } from '@mailroom/contract';
import type { MessageSearch } from '../emails/message-search';
import type { Statement } from '../store/atomic-writer';
import type { BlobPack } from '../store/blob-pack';
import { newId } from '../store/id';
import { remoteKey } from '../store/remote-key';
import { deleteFrom, insertInto, update } from '../store/statements';
import type { SkippedMessage, StateChange } from './folder-batch';
import { FolderCounters } from './folder-counters';
import { addressRows, contentColumns, indexedText, listItem, type MessagePlace, remoteColumns } from './message-rows';
import type { PreparedMessage } from './prepared-message';
import type { StoredMessage } from './stored-messages';

/** The folder that a batch belongs to. */
export interface IngestFolder {
  id: string;
  accountId: string;
  /** Whether its backfill is over: what comes now is new mail, unless it is somebody's own sent mail. */
  announces: boolean;
}

/** Collects what a batch writes, and keeps the counts and events that follow from it. */
export class IngestPlan {
  private readonly statements: Statement[] = [];
  private readonly inserted: { place: MessagePlace; message: PreparedMessage }[] = [];
  private readonly skippedRows: Record<string, unknown>[] = [];
  private readonly changedIds = new Set<string>();
  private readonly counters = new FolderCounters();
  /** Versions of messages whose bytes nobody names any more. */
  readonly obsolete: StoredMessage[] = [];

  constructor(
    private readonly folder: IngestFolder,
    private readonly search: MessageSearch,
    private readonly pack: BlobPack,
    private readonly now: number,
  ) {}

  insert(message: PreparedMessage, id: string, threadId: string): void {
    const place = { id, accountId: this.folder.accountId, folderId: this.folder.id, threadId };
    this.inserted.push({ place, message });
    this.counters.message(this.folder.id, message.isRead, 1);
  }

  /** The message is in this folder, with this state, whatever was known of it. */
  place(stored: StoredMessage, { remoteId, revision, isRead }: StateChange, message?: PreparedMessage): void {
    const content = message?.rawSha256 === stored.rawSha256 ? undefined : message;
    if (!stored.isDeparted) this.counters.message(stored.folderId, stored.isRead, -1);
    this.counters.message(this.folder.id, isRead, 1);
    const key = { column: 'id', value: stored.id };
    const remote = remoteColumns(this.folder.accountId, remoteId, revision);
    this.statements.push(
      update('mail_message', key, {
        ...remote,
        folder_id: this.folder.id,
        is_read: isRead,
        departed_at: null,
        ...(content && contentColumns(content, this.pack)),
      }),
    );
    if (stored.isDeparted) this.statements.push(...deleteFrom('mail_departure', 'message_id', [stored.id]));
    if (content) this.reindex(stored, content);
    this.changedIds.add(stored.id);
  }

  depart(stored: StoredMessage): void {
    this.counters.message(stored.folderId, stored.isRead, -1);
    this.statements.push(
      update('mail_message', { column: 'id', value: stored.id }, { departed_at: this.now }),
      ...insertInto('mail_departure', [
        { message_id: stored.id, account_id: this.folder.accountId, raw_sha256: stored.rawSha256, departed_at: this.now },
      ]),
    );
    this.changedIds.add(stored.id);
  }

  /** The message had arrived elsewhere before it left here: the arrival's row goes, and this one takes its place. */
  succeed(stored: StoredMessage, arrival: StoredMessage): void {
    this.obsolete.push(arrival);
    this.counters.message(stored.folderId, stored.isRead, -1);
    this.statements.push(
      this.search.remove([arrival.id]),
      ...deleteFrom('mail_message_address', 'message_id', [arrival.id]),
      ...deleteFrom('mail_message', 'id', [arrival.id]),
      update(
        'mail_message',
        { column: 'id', value: stored.id },
        {
          ...remoteColumns(this.folder.accountId, arrival.remoteId, arrival.revision),
          folder_id: arrival.folderId,
          is_read: arrival.isRead,
        },
      ),
    );
    this.changedIds.add(stored.id).add(arrival.id);
  }

  skip({ ref, state, reason: { code, message } }: SkippedMessage, isListed: boolean): void {
    const { id, accountId } = this.folder;
    const key = remoteKey(accountId, ref.remoteId);
    const reason = { reason: code, detail: message, revision: ref.revision };
    if (isListed) {
      this.statements.push(update('mail_skipped', { column: 'remote_key', value: key }, reason));
      return;
    }
    this.counters.skipped(id, 1);
    const received_at = state.receivedAt?.getTime() ?? null;
    const place = { id: newId(), account_id: accountId, folder_id: id, remote_key: key, remote_id: ref.remoteId };
    this.skippedRows.push({ ...place, ...reason, received_at, created_at: this.now });
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
      ...contentColumns(message, this.pack),
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
      ...this.inserted.map(({ place, message }) => this.search.add(place.id, indexedText(message))),
      ...this.counters.statements(),
    ];
  }

  events(): MailEvent[] {
    const { id: folderId, accountId, announces } = this.folder;
    const emailIds = [...this.changedIds];
    const count = this.inserted.length;
    const arrived: MailEvent[] = announces
      ? this.inserted.map(({ place, message }) => ({ type: 'email.received', accountId, email: listItem(place, message) }))
      : count > 0
        ? [{ type: 'email.imported', accountId, folderId, count }]
        : [];
    return emailIds.length === 0 ? arrived : [...arrived, { type: 'email.changed', accountId, emailIds }];
  }

  private reindex(stored: StoredMessage, content: PreparedMessage): void {
    this.obsolete.push(stored);
    this.statements.push(
      this.search.remove([stored.id]),
      ...deleteFrom('mail_message_address', 'message_id', [stored.id]),
      ...insertInto('mail_message_address', addressRows(stored.id, this.folder.accountId, content)),
      this.search.add(stored.id, indexedText(content)),
    );
  }
}

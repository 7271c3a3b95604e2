import type { FolderRole } from '@mailroom/contract';
import type { MailError } from './mail-error';

/** What a request may be ended by. */
export interface Cancellable {
  signal?: AbortSignal;
}

/** An opaque place in a server's stream of changes; the engine stores it and gives it back, and never looks inside. */
export type Cursor = string;

export interface MailboxIdentity {
  /** The mailbox's primary address, as the server says it; the target's when it does not. */
  emailAddress: string;
  displayName: string | null;
  /** As shown to people, such as `Exchange 15.1 (Exchange2016)`. */
  serverVersion: string | null;
}

export interface RemoteFolder {
  remoteId: string;
  /** `null` for a child of the mailbox's root. */
  parentRemoteId: string | null;
  name: string;
  role: FolderRole | null;
  /** Whether it holds mail; calendars, contacts and tasks do not. */
  holdsMail: boolean;
  messageCount: number;
  unreadCount: number;
}

export type FolderChange = { kind: 'upsert'; folder: RemoteFolder } | { kind: 'remove'; remoteId: string };

/** `cursor` may be stored once every change of the page has been. */
export interface ChangePage<Change> {
  changes: Change[];
  cursor: Cursor;
  /** Whether the server has further pages now. */
  hasMore: boolean;
}

/** Names one version of a message on the server. */
export interface MessageRef {
  remoteId: string;
  /** Changes whenever the message does; '' where a protocol has none. Setting a flag needs the current one. */
  revision: string;
  /** In bytes, as the server says it (a hint for batching); 0 when unknown. */
  size: number;
}

/** A message as it is on the server now. */
export interface MessageUpsert {
  kind: 'upsert';
  ref: MessageRef;
  isRead: boolean;
  receivedAt: Date | null;
  itemClass: string;
}

export type MessageChange =
  MessageUpsert | { kind: 'read-flag'; remoteId: string; revision: string; isRead: boolean } | { kind: 'remove'; remoteId: string };

/** Takes messages as they arrive; the adapter awaits it before it reads on, which bounds memory. */
export interface MessageSink {
  /** @param raw the MIME exactly as the server gave it */
  message(ref: MessageRef, raw: Buffer): void | Promise<void>;
  /** One message could not be had, the others go on: `item-not-found` or `item-unreadable`. */
  failed(ref: MessageRef, error: MailError): void | Promise<void>;
}

export interface FolderCounts {
  messageCount: number;
  unreadCount: number;
}

/**
 * One open mailbox. Every method throws only `MailError` (or the signal's reason when cancelled), and may be called
 * concurrently.
 */
export interface MailboxSession {
  /** Proves that the server, the credentials and the mailbox are right. */
  identify(options?: Cancellable): Promise<MailboxIdentity>;
  /** Folder changes since the cursor, or all folders for `null`. */
  folders(cursor: Cursor | null, options?: Cancellable): AsyncIterable<ChangePage<FolderChange>>;
  /**
   * Message changes of one folder since the cursor, or all messages (newest first where the protocol can) for `null`.
   * Ends with a page that has `hasMore: false`. @throws MailError `cursor-invalid`
   */
  changes(folderRemoteId: string, cursor: Cursor | null, options?: Cancellable): AsyncIterable<ChangePage<MessageChange>>;
  /**
   * The newest messages of a folder by received time, at most `count`, newest first; cheap however large the folder is. It moves no
   * cursor: `changes` tells of the same messages in its own time. It is how new mail is seen while a backfill is on its way.
   */
  newest(folderRemoteId: string, count: number, options?: Cancellable): Promise<MessageUpsert[]>;
  /** Brings the messages' MIME, in batches that the adapter sizes; each ref reaches the sink once, in any order. */
  fetch(refs: readonly MessageRef[], sink: MessageSink, options?: Cancellable): Promise<void>;
  /**
   * Sends, and keeps a copy in the mailbox's sent folder.
   * After an error of class `retry-later` it is unknown whether it was sent: ask `wasSent` before trying again.
   */
  send(mime: Buffer, options?: Cancellable): Promise<void>;
  /** Whether a message with this Message-ID (without angle brackets) is in the sent folder, or still on its way there. */
  wasSent(internetMessageId: string, options?: Cancellable): Promise<boolean>;
  /**
   * Marks messages, and passes over those that are not there under this id (any more): moved ones have another.
   * @returns the refs that were passed over
   */
  setRead(refs: readonly MessageRef[], isRead: boolean, options?: Cancellable): Promise<MessageRef[]>;
  counts(folderRemoteId: string, options?: Cancellable): Promise<FolderCounts>;
  close(): Promise<void>;
}

import type { MailError, MessageRef } from '@mailroom/mail-adapter';
import type { MessageState, PreparedMessage } from './prepared-message';

/** A change of a message that is here already. */
export interface StateChange {
  remoteId: string;
  revision: string;
  isRead: boolean;
}

/** A message that could not be had. */
export interface FailedMessage {
  ref: MessageRef;
  state: MessageState;
  error: MailError;
}

/** What one sync of a folder wants written at once. */
export interface FolderBatch {
  messages: PreparedMessage[];
  failed: FailedMessage[];
  /** Same content, perhaps another state or folder. */
  states: StateChange[];
  /** Remote ids that are no longer in the folder. */
  removed: string[];
  /** Where the folder stands once all of this is stored; absent while more of the page is to come. */
  cursor?: string;
  /** With this batch, everything that the folder held at its first sync is in. */
  completesBackfill?: boolean;
}

export const emptyBatch = (): FolderBatch => ({ messages: [], failed: [], states: [], removed: [] });

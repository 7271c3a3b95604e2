import type { MessageRef } from '@mailroom/mail-adapter';
import type { ShownError } from './account-state';
import type { BatchBytes } from './batch-bytes';
import type { MessageState, PreparedMessage } from './prepared-message';

/** A change of a message that is here already. */
export interface StateChange {
  remoteId: string;
  revision: string;
  isRead: boolean;
}

/** A message that could not be had, or is not wanted. */
export interface SkippedMessage {
  ref: MessageRef;
  state: MessageState;
  reason: ShownError;
}

/** What one sync of a folder wants written at once. */
export interface FolderBatch {
  messages: PreparedMessage[];
  /** The messages' bytes, when they are being written already. */
  bytes?: BatchBytes;
  skipped: SkippedMessage[];
  /** Same content, perhaps another state or folder. */
  states: StateChange[];
  /** Remote ids that are no longer in the folder. */
  removed: string[];
  /**
   * Where the folder stands once all of this is stored; absent while more of the page is to come. `null`: nowhere, it is to be compared with
   * the server from the start.
   */
  cursor?: string | null;
  /**
   * These came ahead of the folder's backfill, or of the cursor that their page ends with. They are noted: should they be gone before the
   * folder's changes are told up to them, no change ever tells of it.
   */
  ahead?: 'of-backfill' | 'of-cursor';
  /** Remote ids that the changes up to `cursor` have told of, which had perhaps come ahead of it. */
  confirms?: string[];
  /** With this batch, everything that the folder held at its first sync is in. */
  completesBackfill?: boolean;
}

export const emptyBatch = (): FolderBatch => ({ messages: [], skipped: [], states: [], removed: [] });

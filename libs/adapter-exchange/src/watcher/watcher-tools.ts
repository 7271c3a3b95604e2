import type { SharedClock } from '@mailroom/mail-adapter';
import type { EwsClient, SharedAffinity } from '../client/ews-client';
import type { ServerState } from '../client/server-state';
import type { FolderPolls } from './folder-polls';
import type { ServerLimits } from './server-limits';
import type { Watch } from './watch';

/** What all watched mailboxes of one watcher share. */
export interface WatcherTools {
  readonly clock: SharedClock;
  readonly polls: FolderPolls;
  readonly isClosing: boolean;
  /** Aborted when the watcher is closed. */
  readonly closing: AbortSignal;
  /** @param asItself whoever signs in acts for itself, in nobody's name */
  client(watch: Watch, affinity?: SharedAffinity, asItself?: boolean): EwsClient;
  limitsOf(server: ServerState): ServerLimits;
  /** Finds the mailbox a connection. */
  place(watch: Watch): void;
  /** Work that `close` waits for; it must not reject. */
  background(work: Promise<void>): void;
}

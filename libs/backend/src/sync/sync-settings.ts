/** The synchronisation's times and sizes, in milliseconds where not said otherwise. */
export interface SyncSettings {
  /**
   * A listener whose heart has not beaten for so long is dead, and others take its mailboxes. The clocks of all processes must agree
   * better than this.
   */
  leaseMs: number;
  /** How often a listener's heart beats, and unowned accounts are looked for. */
  heartbeatMs: number;
  /** Behind every watch, which asks by itself too: how often all of a mailbox's folders are asked for changes. */
  pollMs: number;
  /** The same while the watch is interrupted. */
  pollUnwatchedMs: number;
  /**
   * How often a sign-in service is asked whether a mailbox's permission still stands (OAuth 2.0). With many mailboxes it is asked less
   * often for each, so that this process asks twice a second at most.
   */
  permissionCheckMs: number;
  /** The first pause after an error that passes; it doubles up to the longest. */
  retryMs: number;
  longestRetryMs: number;
  /** The first pause before an email is sent again; it doubles as well. */
  sendRetryMs: number;
  /** How long a server is waited for that is given an email; a large one gets more. */
  sendingMs: number;
  /**
   * How long a server may still be working on an email whose sender has heard nothing: only then does its absence from the sent folder
   * prove that it did not leave.
   */
  sendUncertainMs: number;
  /** Messages that are stored in one transaction: of Exchange's page, which is 512, a half or a quarter. */
  batchMessages: number;
  /** How long a request waits for what goes on without it. */
  longestAnswerMs: number;
  /** Pages of backfills that are fetched at once from one provider's server. */
  backfillsPerProvider: number;
}

export const SYNC_SETTINGS = Symbol('SYNC_SETTINGS');

export const defaultSyncSettings: SyncSettings = {
  leaseMs: 6_000,
  heartbeatMs: 1_500,
  pollMs: 2 * 60 * 60_000,
  pollUnwatchedMs: 30_000,
  permissionCheckMs: 40_000,
  retryMs: 1_000,
  longestRetryMs: 5 * 60_000,
  sendRetryMs: 5_000,
  sendingMs: 45_000,
  sendUncertainMs: 45_000,
  batchMessages: 128,
  longestAnswerMs: 10_000,
  backfillsPerProvider: 4,
};

/** A transaction of SQLite's keeps the whole process waiting, one of a server's only its mailbox. */
export function syncSettingsOn(database: string): SyncSettings {
  return { ...defaultSyncSettings, ...(database !== 'better-sqlite3' && { batchMessages: 256 }) };
}

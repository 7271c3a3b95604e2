import type { Job } from '../jobs/job';

/** Deletes everything of an account whose phase is `deleting`. */
export const eraseAccount: Job<{ accountId: string }> = { name: 'erase-account' };

/** Queues what is `deleting` in the database and in no queue any more. */
export const findErasures: Job = { name: 'find-erasures', everyMs: 10 * 60_000 };

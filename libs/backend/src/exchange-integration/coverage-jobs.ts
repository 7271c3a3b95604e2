import type { Job } from '../jobs/job';

/** Goes through the host's users: who is covered gets an account, and who is not any more loses it. */
export const coverUsers: Job = { name: 'cover-users', everyMs: 5 * 60_000 };

/** Tries a super-user that has failed, when it is time. */
export const trySuperUser: Job = { name: 'try-super-user', everyMs: 5_000 };

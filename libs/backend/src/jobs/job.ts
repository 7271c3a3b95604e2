/**
 * A kind of work that any listener may take, once or more often and in any order: it looks up by itself whether it is still
 * to be done. The database stays the only truth; a queue that has lost a job is given it again by whoever looks there.
 */
export interface Job<Data extends object = object> {
  readonly name: string;
  /** Done so often by one of all processes, in milliseconds, besides when it is asked for; without data. */
  readonly everyMs?: number;
  /** Only names what `Data` is. */
  readonly data?: Data;
}

export type JobHandler<Data extends object> = (data: Data, context: { signal: AbortSignal }) => Promise<void>;

/** A job that failed is tried again after pauses that double, beginning with this one. */
export const firstRetryMs = 1_000;
export const longestTries = 8;
/** Jobs that one process does at once. */
export const jobsAtOnce = 4;

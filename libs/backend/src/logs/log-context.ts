import { AsyncLocalStorage } from 'node:async_hooks';

/** What a log line is about, besides what it says: ids alone, no address and no secret. */
export interface LogContext {
  /** The HTTP request that it belongs to. */
  requestId?: string;
  accountId?: string;
  /** One stay of a mailbox in this process: from its lease to the end of it. */
  syncRunId?: string;
}

const storage = new AsyncLocalStorage<LogContext>();

/** Whatever is logged by the action, and by what it begins, is about this too. */
export function inLogContext<Result>(context: LogContext, action: () => Result): Result {
  return storage.run({ ...storage.getStore(), ...context }, action);
}

/** For a host's logger: what the line that is being written is about. */
export function currentLogContext(): LogContext {
  return storage.getStore() ?? {};
}

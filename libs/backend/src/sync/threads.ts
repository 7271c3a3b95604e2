import type { Statement } from '../store/atomic-writer';
import { newId } from '../store/id';
import { remoteKey } from '../store/remote-key';
import { list, type SqlReader } from '../store/sql-reader';
import { deleteFrom, insertInto } from '../store/statements';

export interface ThreadPlan {
  /** Each message's thread, in the messages' order. */
  threadIds: string[];
  statements: Statement[];
}

/**
 * Groups messages into threads: two messages are in one thread when a chain of Message-IDs, References and In-Reply-To
 * joins them (the groups of RFC 5256's REFERENCES, without its guess by subject). A Message-ID that is only referred to
 * has a thread too, so the grouping does not depend on the order in which messages arrive: one that joins two threads
 * makes them one, under the older id.
 *
 * @param messages each one's thread names, its own first
 */
export async function planThreads(reader: SqlReader, accountId: string, messages: readonly string[][]): Promise<ThreadPlan> {
  const keysOf = messages.map((names) => names.map((name) => threadKey(accountId, name)));
  const stored = await reader.rowsIn<{ message_key: string; thread_id: string }>(
    'SELECT message_key, thread_id FROM mail_thread_key WHERE message_key IN',
    [...new Set(keysOf.flat())],
  );
  const threads = new ThreadForest();
  const threadOfKey = new Map(stored.map(({ message_key, thread_id }) => [message_key, thread_id]));
  const known = new Set(threadOfKey.keys());
  for (const keys of keysOf) {
    const joined = keys.map((key) => threadOfKey.get(key)).filter((thread) => thread !== undefined);
    const thread = threads.join(joined.length > 0 ? joined : [newId()]);
    for (const key of keys) threadOfKey.set(key, thread);
  }
  const added = [...threadOfKey].filter(([key]) => !known.has(key));
  return {
    threadIds: keysOf.map((keys) => threads.root(threadOfKey.get(keys[0] ?? '') ?? newId())),
    statements: [
      ...threads.merged().flatMap(([survivor, ids]) => mergeThreads(survivor, ids)),
      ...insertInto(
        'mail_thread_key',
        added.map(([message_key, thread]) => ({ message_key, thread_id: threads.root(thread), account_id: accountId })),
      ),
    ],
  };
}

/** The key of a Message-ID, or of another name that joins messages. */
export function threadKey(accountId: string, name: string): string {
  return remoteKey(accountId, `thread:${name}`);
}

/** Forgets a thread's keys when its last message is gone. */
export function forgetThreads(threadIds: readonly string[]): Statement[] {
  return deleteFrom('mail_thread_key', 'thread_id', threadIds);
}

function mergeThreads(survivor: string, ids: readonly string[]): Statement[] {
  return ['mail_message', 'mail_thread_key', 'mail_outgoing'].map((table) => ({
    sql: `UPDATE ${table} SET thread_id = ? WHERE thread_id IN ${list(ids.length)}`,
    parameters: [survivor, ...ids],
  }));
}

/** Disjoint sets of thread ids, each under its oldest member (ids sort by time). */
class ThreadForest {
  private readonly parents = new Map<string, string>();

  root(id: string): string {
    let root = id;
    for (let parent = this.parents.get(root); parent !== undefined; parent = this.parents.get(root)) root = parent;
    return root;
  }

  join(ids: readonly string[]): string {
    const roots = [...new Set(ids.map((id) => this.root(id)))].sort();
    const [oldest = newId(), ...others] = roots;
    for (const other of others) this.parents.set(other, oldest);
    return oldest;
  }

  merged(): [string, string[]][] {
    const groups = new Map<string, string[]>();
    for (const id of this.parents.keys()) groups.set(this.root(id), [...(groups.get(this.root(id)) ?? []), id]);
    return [...groups];
  }
}

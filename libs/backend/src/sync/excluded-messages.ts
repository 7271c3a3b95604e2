import { exclusionReasons } from '@mailroom/contract';
import type { MessageChange } from '@mailroom/mail-adapter';
import { remoteKey } from '../store/remote-key';
import type { SqlReader } from '../store/sql-reader';
import type { ShownError } from './account-state';
import type { PagePlan } from './page-plan';
import type { StoredMessage } from './stored-messages';

/**
 * Messages that the ledger holds in their present version for a reason that stands: they need not be fetched again to be judged as they
 * were. (What a change of the rules concerns has left the ledger with that change.)
 */
export async function stillExcluded(reader: SqlReader, accountId: string, changes: readonly MessageChange[]): Promise<Set<string>> {
  const refs = new Map(
    changes.flatMap((change) => (change.kind === 'upsert' ? [[remoteKey(accountId, change.ref.remoteId), change.ref] as const] : [])),
  );
  const rows = await reader.rowsIn<{ remote_key: string; revision: string }>(
    `SELECT remote_key, revision FROM mail_skipped WHERE reason IN (${exclusionReasons.map(() => '?').join(', ')}) AND remote_key IN`,
    [...refs.keys()],
    exclusionReasons,
  );
  return new Set(
    rows.filter((row) => refs.get(row.remote_key)?.revision === row.revision).map((row) => refs.get(row.remote_key)?.remoteId ?? ''),
  );
}

/** Messages of the page that are stored, and by the present rules would not be: they leave for the ledger. */
export async function excludeStored(
  plan: PagePlan,
  changes: readonly MessageChange[],
  stored: ReadonlyMap<string, StoredMessage>,
  judge: (message: StoredMessage) => Promise<ShownError | null>,
): Promise<void> {
  for (const change of changes) {
    const message = change.kind === 'upsert' ? stored.get(change.ref.remoteId) : undefined;
    if (change.kind !== 'upsert' || !message || message.revision !== change.ref.revision) continue;
    const reason = await judge(message);
    if (!reason) continue;
    const { ref, isRead, receivedAt } = change;
    plan.states = plan.states.filter(({ remoteId }) => remoteId !== ref.remoteId);
    plan.skipped.push({ ref, state: { isRead, receivedAt }, reason });
    // One that had left, and would have been taken back, need not leave.
    if (!message.isDeparted) plan.removed.push(ref.remoteId);
  }
}

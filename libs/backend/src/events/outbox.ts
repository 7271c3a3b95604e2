import type { MailEvent } from '@mailroom/contract';
import type { Statement } from '../store/atomic-writer';

/** An event, to be written in the transaction of what it tells of. */
export function outboxEvent(ownerId: string, event: MailEvent): Statement {
  return {
    sql: 'INSERT INTO mail_outbox_event (owner_id, account_id, type, payload, created_at) VALUES (?, ?, ?, ?, ?)',
    parameters: [ownerId, event.accountId, event.type, JSON.stringify(event), Date.now()],
  };
}

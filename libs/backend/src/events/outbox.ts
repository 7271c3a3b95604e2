import type { MailEvent } from '@mailroom/contract';
import type { Statement } from '../store/atomic-writer';

/**
 * Events, to be written in the transaction of what they tell of, after everything else. They get the owner's next positions. The row
 * that counts them stays locked until the transaction ends, so a later position is never seen before an earlier one, whichever
 * accounts and processes they come from: a reader that has seen a position has seen all before it.
 */
export function outboxEvents(ownerId: string, events: readonly MailEvent[]): Statement[] {
  if (events.length === 0) return [];
  return [
    {
      sql: `INSERT INTO mail_event_stream (owner_id, last_position) VALUES (?, ?)
            ON CONFLICT (owner_id) DO UPDATE SET last_position = mail_event_stream.last_position + excluded.last_position`,
      mysql: `INSERT INTO mail_event_stream (owner_id, last_position) VALUES (?, ?)
              ON DUPLICATE KEY UPDATE last_position = last_position + VALUES(last_position)`,
      parameters: [ownerId, events.length],
    },
    ...events.map((event, index) => ({
      sql: `INSERT INTO mail_outbox_event (owner_id, account_id, type, payload, created_at, position)
            VALUES (?, ?, ?, ?, ?, (SELECT last_position FROM mail_event_stream WHERE owner_id = ?) - ?)`,
      parameters: [ownerId, event.accountId, event.type, JSON.stringify(event), Date.now(), ownerId, events.length - 1 - index],
    })),
  ];
}

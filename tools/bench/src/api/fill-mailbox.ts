import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BenchDatabase } from './database';
import { numbers, person, rawMessage, text } from './made-mail';
import { type FilledMailbox, type Question, questionsOf } from './questions';

export interface FillOptions {
  ownerId: string;
  messages: number;
  /** Where the product keeps messages' bytes. */
  blobs: string;
}

const atOnce = 500;
const distinctBodies = 1_000;
const folderNames = ['Inbox', 'Sent Items', 'Archive', 'Projects', 'Customers', 'Travel', 'Invoices', 'Newsletters'];
const people = 5_000;
const yearsMs = 5 * 365 * 24 * 60 * 60_000;

/** Ids that sort by when they were made, as the product's do. */
const idAt = (time: number, index: number): string => {
  const digits = time.toString(16).padStart(12, '0');
  return `${digits.slice(0, 8)}-${digits.slice(8)}-7${(index & 0xfff).toString(16).padStart(3, '0')}-8000-${randomUUID().slice(-12)}`;
};

/** Writes a mailbox of so many messages straight into the database, and says what may be asked of it. */
export async function fillMailbox(
  database: BenchDatabase,
  { ownerId, messages, blobs }: FillOptions,
): Promise<FilledMailbox & { questions: Question[] }> {
  const now = Date.now();
  const random = numbers(7);
  const accountId = idAt(now, 1);
  const folderIds = folderNames.map((_, index) => idAt(now, 10 + index));
  const bodies = await writeBodies(path.join(blobs, accountId));
  await database.insert('mail_account', [account(accountId, ownerId, now)]);
  const counts = folderNames.map(() => ({ messages: 0, unread: 0 }));
  const mailbox: FilledMailbox = { accountId, folderIds, emailIds: [], threadIds: [], newest: now, oldest: now - yearsMs };
  let threadId = idAt(now, 0);
  for (let start = 0; start < messages; start += atOnce) {
    const rows: Record<string, unknown>[] = [];
    const addresses: Record<string, unknown>[] = [];
    const texts: { seq: number; body: string }[] = [];
    for (let index = start; index < Math.min(start + atOnce, messages); index++) {
      // Backfills bring the newest first.
      const receivedAt = now - Math.floor((yearsMs * index) / messages) - random(1_000);
      const id = idAt(now + Math.floor(index / 100), index);
      if (random(3) === 0) threadId = id;
      const folder = random(10) < 6 ? 0 : random(folderIds.length);
      const isRead = random(20) > 0;
      const [from, to] = [person(random(people)), person(random(people))];
      const subject = text(random, 6);
      const preview = text(random, 20);
      rows.push({
        ...{ seq: index + 1, id, account_id: accountId, folder_id: folderIds[folder], thread_id: threadId },
        ...{ remote_key: createHash('md5').update(id).digest('hex'), remote_id: id, revision: '1' },
        ...{ internet_message_id: `<${id}@bench.example>`, subject, received_at: receivedAt, sent_at: receivedAt, is_read: isRead },
        people: JSON.stringify({ from, to: [to], cc: [], bcc: [], replyTo: [] }),
        ...{ has_attachments: random(5) === 0, preview, departed_at: null, created_at: now },
        ...bodies[index % distinctBodies],
      });
      for (const { address } of from.address === to.address ? [from] : [from, to]) {
        addresses.push({ account_id: accountId, address, received_at: receivedAt, message_id: id });
      }
      texts.push({ seq: index + 1, body: `${subject} ${indexedPeople(from, to)} ${preview} ${text(random, 60)}` });
      const count = counts[folder];
      if (count) {
        count.messages += 1;
        count.unread += isRead ? 0 : 1;
      }
      if (index % Math.ceil(messages / 500) === 0) {
        mailbox.emailIds.push(id);
        mailbox.threadIds.push(threadId);
      }
    }
    await database.insert('mail_message', rows);
    await database.insert('mail_message_address', addresses);
    await database.index(texts);
  }
  await database.insert(
    'mail_folder',
    folderNames.map((name, index) => folderRow(accountId, folderIds[index] ?? '', name, counts[index] ?? { messages: 0, unread: 0 })),
  );
  await database.analyse();
  return { ...mailbox, questions: questionsOf(mailbox) };
}

function indexedPeople(...people: { name: string; address: string }[]): string {
  const words = people.map(({ name, address }) => `${name} ${address}`.toLowerCase().replace(/[^a-z0-9]+/g, ' '));
  const marked = words.map((line, index) => line.replace(/\w+/g, (word) => (index === 0 ? 'zzfrom' : 'zzto') + word));
  return [...words, ...marked].join(' ');
}

/** @returns the columns that name each body's place */
async function writeBodies(directory: string): Promise<Record<string, unknown>[]> {
  const pack = randomUUID();
  const raws = Array.from({ length: distinctBodies }, (_, index) => rawMessage(index));
  await mkdir(directory, { recursive: true });
  await writeFile(path.join(directory, pack), Buffer.concat(raws));
  return raws.map((raw, index) => ({
    raw_pack: pack,
    raw_offset: index * raw.length,
    size: raw.length,
    raw_sha256: createHash('sha256').update(raw).digest('hex'),
  }));
}

/** Nobody synchronises it: it rests. */
function account(id: string, ownerId: string, now: number): Record<string, unknown> {
  return {
    ...{ id, owner_id: ownerId, kind: 'personal', email_address: 'bench@demo.test', mailbox_address: 'bench@demo.test' },
    ...{ login: 'bench', signature: '', is_default: true, phase: 'disconnected', lease_token: 0, created_at: now, updated_at: now },
  };
}

function folderRow(accountId: string, id: string, name: string, { messages, unread }: { messages: number; unread: number }) {
  return {
    ...{ id, account_id: accountId, remote_key: createHash('md5').update(id).digest('hex'), remote_id: id, name, path: name },
    ...{ role: name === 'Inbox' ? 'inbox' : name === 'Sent Items' ? 'sent' : null, selected: true, backfilled_at: Date.now() },
    ...{ server_count: messages, message_count: messages, unread_count: unread, skipped_count: 0 },
  };
}

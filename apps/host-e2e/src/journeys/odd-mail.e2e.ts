import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Account, Email, EmailListItem, Folder, Page, SkippedMessage, SyncStatus } from '@mailroom/contract';
import { type ApiClient, Product, type SimulatedExchange, until } from '@mailroom/test-bed';
import { startExchange } from '../support/checked-exchange';
import { endAfterwards } from '../support/ending';
import { MailDirectory, messageFiles } from '../support/mail-directory';
import { addAccount, addProvider, allEmails, untilLive } from '../support/organisation';
import { sharedMail } from '../support/shared-mail';

const MAILBOX = 'anna@demo.test';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

const corpora = { Inbox: sharedMail('malformed'), 'Inbox/Offers': sharedMail('spam') };
const journey = Object.values(corpora).every((corpus) => corpus !== null) ? describe : describe.skip;

/** What breaks the rules, and what strangers send to everybody: none of it is lost, and none of it stops anything. */
journey('a mailbox of odd mail', () => {
  const started = endAfterwards();
  const files = new Map<string, Buffer[]>();
  let mail: MailDirectory;
  let exchange: SimulatedExchange;
  let product: Product;
  let anna: ApiClient;
  let account: Account;
  let status: SyncStatus;
  let folders: Folder[];
  let skipped: SkippedMessage[];

  beforeAll(async () => {
    mail = await MailDirectory.make();
    for (const [folder, corpus] of Object.entries(corpora)) {
      const paths = await messageFiles((await corpus?.unpack()) ?? '');
      files.set(folder, await Promise.all(paths.map((path) => readFile(path))));
      await mail.add(MAILBOX, folder, paths);
    }
    exchange = started(await startExchange({ mail: mail.path }));
    product = started(await Product.start());
    await addProvider(product, exchange);
    anna = await product.signIn('anna');
    account = await addAccount(anna, MAILBOX);
    status = await untilLive(anna, account.id);
    folders = (await anna.get<{ items: Folder[] }>(`/api/mail/accounts/${account.id}/folders`)).items;
    skipped = (await anna.get<Page<SkippedMessage>>(`/api/mail/accounts/${account.id}/skipped?limit=200`)).items;
  });

  afterAll(async () => {
    await mail.remove();
    for (const corpus of Object.values(corpora)) await corpus?.remove();
  });

  it('is accounted for, message by message', () => {
    const count = [...files.values()].reduce((sum, { length }) => sum + length, 0);
    expect(count).toBeGreaterThan(1_000);
    expect(status.lastError).toBeNull();
    expect(status.serverCount).toBe(count);
    expect(status.importedCount + status.skippedCount).toBe(count);
    for (const folder of status.folders) expect(folder.importedCount + folder.skippedCount).toBe(folder.serverCount);
  });

  it.each(Object.keys(corpora))('is there byte for byte, or in the ledger with a reason (%s)', async (path) => {
    const folderId = folders.find((folder) => folder.path === path)?.id;
    const absent = (files.get(path) ?? []).map(sha256);
    for (const { id } of await allEmails(anna, `folderId=${folderId}`)) {
      const digest = sha256(await anna.bytes(`/api/mail/emails/${id}/raw`));
      expect(absent).toContain(digest);
      absent.splice(absent.indexOf(digest), 1);
    }
    const entries = skipped.filter((entry) => entry.folderId === folderId);
    expect(entries.every(({ reason }) => reason !== '')).toBe(true);
    expect(absent).toHaveLength(entries.length);
  });

  it('opens, with its conversation and every file that came with it', async () => {
    const policies = new Set<string>();
    for (const item of await allEmails(anna, `accountId=${account.id}`)) {
      const email = await anna.get<Email>(`/api/mail/emails/${item.id}`);
      expect(email.subject).toBe(item.subject);
      await expectThread(item);
      for (const { id, size } of email.attachments) {
        const answer = await anna.request('GET', `/api/mail/emails/${item.id}/attachments/${id}`);
        expect((await answer.arrayBuffer()).byteLength).toBe(size);
        expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
        expect(answer.headers.get('content-disposition')).toMatch(/^attachment;/);
        policies.add(answer.headers.get('content-security-policy') ?? '');
      }
    }
    expect([...policies]).toEqual(["default-src 'none'; sandbox"]);
  });

  it('holds nobody up, however large it is or dear to show', async () => {
    const large = largeMessage(30);
    for (const mime of [large, costlyMessage()]) await exchange.deliver(MAILBOX, 'Inbox/Offers', mime);
    const [{ id: largeId } = { id: '' }] = await untilFound('Largemessage');
    expect(sha256(await anna.bytes(`/api/mail/emails/${largeId}/raw`))).toBe(sha256(large));
    expect(await anna.get<Email>(`/api/mail/emails/${largeId}`)).toMatchObject({ attachments: [{ filename: 'plan.bin' }] });

    const [{ id: costlyId } = { id: '' }] = await untilFound('Costlymessage');
    let isOpen = false;
    const opening = anna.get<Email>(`/api/mail/emails/${costlyId}`).finally(() => (isOpen = true));
    for (let asked = 0; asked < 20; asked++) await anna.get(`/api/mail/emails?limit=1`);
    expect(isOpen).toBe(false);
    const { html, text } = await opening;
    expect({ html, text: text.trim() }).toEqual({ html: null, text: 'Dear reader' });
  });

  it('is complained of by nobody', () => {
    expect(product.output.split('\n').filter((line) => /\b(?:ERROR|FATAL)\b/.test(line))).toEqual([]);
  });

  function untilFound(word: string): Promise<EmailListItem[]> {
    return until(
      () => allEmails(anna, `q=${word}`),
      (emails) => emails.length > 0,
    );
  }

  async function expectThread({ id, threadId }: EmailListItem): Promise<void> {
    const { items } = await anna.get<{ items: EmailListItem[] }>(`/api/mail/threads/${threadId}`);
    expect(items.map((item) => item.id)).toContain(id);
  }
});

const head = (subject: string, contentType: string): string =>
  `From: Ben <ben@demo.test>\r\nSubject: ${subject}\r\nMIME-Version: 1.0\r\nContent-Type: ${contentType}\r\n`;

function largeMessage(megabytes: number): Buffer {
  const line = `${'A'.repeat(76)}\r\n`;
  const file = 'Content-Type: application/octet-stream; name=plan.bin\r\nContent-Transfer-Encoding: base64\r\n\r\n';
  const lines = line.repeat(Math.ceil((megabytes * 1024 * 1024) / line.length));
  return Buffer.from(`${head('Largemessage', 'multipart/mixed; boundary=parts')}\r\n--parts\r\n${file}${lines}--parts--\r\n`);
}

/** Elements within elements, which take the longer to clean the more there are: this many take a minute. */
function costlyMessage(): Buffer {
  return Buffer.from(`${head('Costlymessage', 'text/html')}\r\n${'<div>'.repeat(400_000)}Dear reader`);
}

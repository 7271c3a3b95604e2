import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Account } from '@mailroom/contract';
import { type ApiClient, Product, type SimulatedExchange } from '@mailroom/test-bed';
import { startExchange } from '../support/checked-exchange';
import { endAfterwards } from '../support/ending';
import { sharedMail } from '../support/shared-mail';
import { MailDirectory, messageFiles } from '../support/mail-directory';
import { addAccount, addProvider, allEmails, untilLive, untilStatus } from '../support/organisation';

const MAILBOX = 'anna@demo.test';
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

/** Thousands of real messages in three folders, one nested. */
const corpus = sharedMail('normal');
const journey = corpus ? describe : describe.skip;

journey('a real mailbox', () => {
  const started = endAfterwards();
  let mail: MailDirectory;
  let exchange: SimulatedExchange;
  let product: Product;
  let anna: ApiClient;
  let account: Account;
  const files = new Map<string, string[]>();

  beforeAll(async () => {
    const all = (await messageFiles((await corpus?.unpack()) ?? '')).slice(0, 5_000);
    files.set('Inbox', all.slice(0, 3_000)).set('Inbox/Projects', all.slice(3_000, 4_000)).set('Archive', all.slice(4_000));
    mail = await MailDirectory.make();
    for (const [folder, messages] of files) await mail.add(MAILBOX, folder, messages);
    exchange = started(await startExchange({ mail: mail.path }));
    product = started(await Product.start());
    await addProvider(product, exchange);
    anna = await product.signIn('anna');
    account = await addAccount(anna, MAILBOX);
  });

  afterAll(async () => {
    await mail.remove();
    await corpus?.remove();
  });

  it('goes on after a crash in the middle without losing, doubling or downloading anything again', async () => {
    await untilStatus(anna, account.id, ({ importedCount }) => importedCount > 500);
    await product.crashAndRestart();
    anna = await product.signIn('anna');
    const status = await untilLive(anna, account.id);
    expect(status.importedCount).toBe(5_000);
    expect(status.skippedCount).toBe(0);
    const { GetItem } = await exchange.operations();
    const bytesOfMail = (await Promise.all([...files.values()].flat().map(readBytes))).reduce((sum, bytes) => sum + bytes.length, 0);
    // What was in flight at the crash may come twice: a batch of at most a few megabytes.
    expect(GetItem?.bytesOut).toBeLessThan((bytesOfMail * 4) / 3 + 5_000 * 600 + 8_000_000);
  });

  it('has every message once, in its folder, byte for byte as the server gave it', async () => {
    const { items: folders } = await anna.get<{ items: { id: string; path: string }[] }>(`/api/mail/accounts/${account.id}/folders`);
    for (const [path, messages] of files) {
      const folder = folders.find((candidate) => candidate.path === path);
      const emails = await allEmails(anna, `folderId=${folder?.id}`);
      const expected = (await Promise.all(messages.map(readBytes))).map(sha256).toSorted();
      const received: string[] = [];
      for (const { id } of emails) received.push(sha256(await anna.bytes(`/api/mail/emails/${id}/raw`)));
      expect(received.toSorted()).toEqual(expected);
    }
  });

  it('lists the newest first', async () => {
    const times = (await allEmails(anna, `accountId=${account.id}`)).map(({ receivedAt }) => receivedAt);
    expect(times).toEqual(times.toSorted().toReversed());
  });

  it('asks at most 60 requests per 1,000 messages of the server', async () => {
    const { requests } = await exchange.traffic();
    expect(requests).toBeLessThanOrEqual(5 * 60);
  });
});

function readBytes(file: string): Promise<Buffer> {
  return readFile(file);
}

import { randomUUID } from 'node:crypto';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { BlobCollector } from './blob-collector';
import { BlobDisk } from './blob-disk';
import { BlobStore } from './blob-store';

const day = 24 * 60 * 60_000;

describe('packs that nothing names', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', mail('Kept')));
    await mailbox.untilLive();
  });
  afterEach(() => mailbox.close());

  const get = <Thing>(token: abstract new (...args: never[]) => Thing) => mailbox.app.app.get<Thing>(token, { strict: false });
  const packsOf = async (owner: string) => {
    const packs: string[] = [];
    for await (const pack of get(BlobDisk).packs(owner)) packs.push(pack);
    return packs;
  };
  const abandoned = async (owner: string) => {
    const pack = get(BlobStore).newPack(owner);
    pack.add(Buffer.from('a message of a transaction that never was'));
    await pack.write();
  };

  it('are removed a day later, and those that a message or a waiting email is in stay', async () => {
    const body = {
      accountId: mailbox.accountId,
      to: [{ name: '', address: 'ben@example.com' }],
      cc: [],
      bcc: [],
      subject: 'Mine',
      html: '<p>.</p>',
      attachments: [],
    };
    await mailbox.app.call('anna', 'POST', '/emails', body, { 'idempotency-key': 'one' });
    await mailbox.untilMessages('Inbox: Kept', 'Sent Items: Mine');
    await mailbox.kill();
    const named = await packsOf(mailbox.accountId);
    expect(named.length).toBeGreaterThan(0);
    await abandoned(mailbox.accountId);
    const erased = randomUUID();
    await abandoned(erased);
    await get(BlobDisk).write(`${erased}/of-somebody-else`, [Buffer.from('x')]);

    const collector = get(BlobCollector);
    const { signal } = new AbortController();
    expect(await collector.collect(Date.now(), signal)).toBe(0);
    expect(await packsOf(mailbox.accountId)).toHaveLength(named.length + 1);

    expect(await collector.collect(Date.now() + 2 * day, signal)).toBe(2);
    expect(await packsOf(mailbox.accountId)).toEqual(expect.arrayContaining(named));
    expect(await packsOf(mailbox.accountId)).toHaveLength(named.length);
    expect(await packsOf(erased)).toEqual(['of-somebody-else']);
  });
});

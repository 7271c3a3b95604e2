import { type RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import type { MailAdapter, MailboxTarget } from '@mailroom/mail-adapter';
import { changesSince, fetchAll, folderAt } from '@mailroom/mail-adapter/testing';
import { exchangeAdapter } from './index';
import { changeMessage, control, mailboxOf, openNetwork } from './testing/simulator';

describe('opening mailboxes of Exchange', () => {
  const superUser = { address: 'sync@example.com', password: 'all mailboxes' };
  let simulator: RunningSimulator;
  let adapter: MailAdapter;
  beforeAll(async () => {
    simulator = await startSimulator({ superUser });
    for (const address of ['anna@example.com', 'ben@example.com']) simulator.deliver(address, 'Inbox', `Subject: for ${address}\r\n\r\n`);
    adapter = exchangeAdapter()(openNetwork);
  });
  afterAll(async () => {
    await adapter.close();
    await simulator.close();
  });

  const asSuperUser = (address: string): MailboxTarget => ({
    ...mailboxOf(simulator, address),
    credentials: { kind: 'password', method: 'basic', login: superUser.address, password: superUser.password },
    access: 'impersonation',
  });
  const identify = (target: MailboxTarget): Promise<unknown> => adapter.open(target).identify();

  it('lets the super-user act as the owner of any mailbox, and says when there is none', async () => {
    await expect(identify(asSuperUser('anna@example.com'))).resolves.toMatchObject({ emailAddress: 'anna@example.com' });
    await expect(identify(asSuperUser('nobody@example.com'))).rejects.toMatchObject({ code: 'mailbox-not-found' });
  });

  it('says when a login may not impersonate', async () => {
    const anna = mailboxOf(simulator, 'anna@example.com');
    const target: MailboxTarget = { ...anna, mailboxAddress: 'ben@example.com', access: 'impersonation' };
    await expect(identify(target)).rejects.toMatchObject({ code: 'impersonation-denied', serverCode: 'ErrorImpersonateUserDenied' });
  });

  it('never shows one person’s mail under another’s address', async () => {
    const anna = mailboxOf(simulator, 'anna@example.com');
    for (const access of ['owner', 'delegate'] as const) {
      await expect(identify({ ...anna, mailboxAddress: 'ben@example.com', access })).rejects.toMatchObject({
        code: 'authorization-denied',
      });
      await expect(identify({ ...anna, mailboxAddress: 'nobody@example.com', access })).rejects.toMatchObject({
        code: 'mailbox-not-found',
      });
    }
  });

  it('opens a mailbox by every form of its login', async () => {
    for (const login of ['anna@example.com', 'anna', 'EXAMPLE\\anna']) {
      const target = mailboxOf(simulator, 'anna@example.com');
      await expect(
        identify({ ...target, credentials: { kind: 'password', method: 'basic', login, password: 'secret' } }),
      ).resolves.toBeDefined();
    }
  });

  it.each(['drop-connection', 'half-response', 'garbage-xml'])('brings every message once in spite of %s', async (kind) => {
    const target = mailboxOf(simulator, `${kind}@example.com`);
    simulator.generate(target.mailboxAddress, { folder: 'Inbox', count: 60, bytes: 2_000, seed: 1 });
    const session = adapter.open(target);
    const { refs } = await changesSince(session, await folderAt(session, 'Inbox'), null);
    await control(simulator, 'POST', '/faults', { operation: 'GetItem', kind, count: 2, afterItems: 3, mailbox: target.mailboxAddress });
    const { messages, failures } = await fetchAll(session, refs);
    expect(failures).toEqual([]);
    expect(messages.map(({ ref }) => ref.remoteId).sort()).toEqual(refs.map((ref) => ref.remoteId).sort());
    expect(simulator.stats().faultsGiven).toBeGreaterThan(0);
    await session.close();
  });
});

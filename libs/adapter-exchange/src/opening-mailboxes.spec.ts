import { type RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import type { MailAdapter, MailboxTarget, TokenSource } from '@mailroom/mail-adapter';
import { changesSince, fetchAll, folderAt, sampleMessage } from '@mailroom/mail-adapter/testing';
import { exchangeAdapter } from './index';
import { control, mailboxOf, openNetwork } from './testing/simulator';
import { makeTestIssuer } from './testing/test-issuer';

describe('opening mailboxes of Exchange', () => {
  const superUser = { address: 'sync@example.com', password: 'all mailboxes' };
  let simulator: RunningSimulator;
  let adapter: MailAdapter;
  beforeAll(async () => {
    simulator = await startSimulator({ superUser });
    for (const address of ['anna@example.com', 'ben@example.com']) simulator.deliver(address, 'Inbox', `Subject: for ${address}\r\n\r\n`);
    adapter = exchangeAdapter({ pollMs: 20 })(openNetwork);
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

  it.each([
    ['may not act for this owner', { impersonation: 'denied' }, 'impersonation-denied', 'ErrorImpersonateUserDenied'],
    ['may not act for anybody on this server', { impersonation: 'server-denied' }, 'impersonation-off', 'ErrorImpersonationDenied'],
    ['cannot act for an owner who is disabled', { disabled: true }, 'impersonation-failed', 'ErrorImpersonationFailed'],
  ])('says that the super-user %s, each with a remedy of its own', async (_, settings, code, serverCode) => {
    const address = `${serverCode.toLowerCase()}@example.com`;
    await control(simulator, 'PUT', `/mailboxes/${address}`, settings);
    const failure: unknown = await identify(asSuperUser(address)).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code, serverCode, class: 'needs-a-person', remedy: expect.stringMatching(/administrator/) as string });
  });

  it('finds the mailbox by a second address, and tells the primary one and its owner’s name', async () => {
    await control(simulator, 'PUT', '/mailboxes/anna@example.com', { aliases: ['anna.lee@example.com'] });
    const { displayName } = simulator.store.findRecipient('anna@example.com') ?? {};
    const session = adapter.open(asSuperUser('anna.lee@example.com'));
    await expect(session.identify()).resolves.toMatchObject({ emailAddress: 'anna@example.com', displayName });
    await expect(folderAt(session, 'Inbox')).resolves.toMatchObject({ messageCount: 1 });
  });

  it('says when Exchange Web Services are off for a mailbox', async () => {
    simulator.deliver('off@example.com', 'Inbox', sampleMessage('unread'));
    await control(simulator, 'PUT', '/mailboxes/off@example.com', { ewsEnabled: false });
    await expect(identify(mailboxOf(simulator, 'off@example.com'))).rejects.toMatchObject({ code: 'client-blocked' });
  });

  it('says when this program is blocked', async () => {
    const strict = await startSimulator({ tls: false, blockUserAgent: 'Mail*' });
    strict.deliver('anna@example.com', 'Inbox', sampleMessage('unread'));
    await expect(identify(mailboxOf(strict, 'anna@example.com'))).rejects.toMatchObject({ code: 'client-blocked' });
    const renamed = exchangeAdapter({ userAgent: 'CRM' })(openNetwork);
    await expect(renamed.open(mailboxOf(strict, 'anna@example.com')).identify()).resolves.toBeDefined();
    await renamed.close();
    await strict.close();
  });

  it('opens a shared mailbox for a delegate, watches it, and keeps what is sent in it', async () => {
    simulator.deliver('sales@example.com', 'Inbox', sampleMessage('asked'));
    await control(simulator, 'PUT', '/mailboxes/sales@example.com', { delegates: ['anna@example.com'] });
    const anna = mailboxOf(simulator, 'anna@example.com');
    const shared: MailboxTarget = { ...anna, mailboxAddress: 'sales@example.com', access: 'delegate' };
    const session = adapter.open(shared);
    await expect(session.identify()).resolves.toMatchObject({ emailAddress: 'sales@example.com' });
    const inbox = await folderAt(session, 'Inbox');
    const watcher = adapter.watcher();
    watcher.add(shared);
    for await (const event of watcher.events) {
      if (event.kind === 'watching') simulator.deliver('sales@example.com', 'Inbox', sampleMessage('asked again'));
      if (event.kind !== 'changed') continue;
      expect(event.folderRemoteId).toBe(inbox.remoteId);
      break;
    }
    await watcher.close();
    expect((await changesSince(session, inbox, null)).refs).toHaveLength(2);
    await session.send(sampleMessage('answered', { from: 'anna@example.com', to: 'ben@example.com' }));
    await expect(session.wasSent('answered')).resolves.toBe(true);
    await expect(adapter.open(anna).wasSent('answered')).resolves.toBe(false);
  });

  it.each(['server-busy', 'server-busy-in-response', 'http-503', 'http-429'])('waits as long as the server asks by %s', async (kind) => {
    await control(simulator, 'POST', '/faults', { kind, count: 1, milliseconds: 4_000, operation: 'GetFolder' });
    await expect(identify(mailboxOf(simulator, 'anna@example.com'))).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 4_000 });
  });

  it('goes on without a sign when its token expires in the middle of a sync', async () => {
    const issuer = makeTestIssuer();
    const strict = await startSimulator({ tls: false, auth: ['bearer'], oauth: issuer.oauth });
    strict.generate('anna@example.com', { folder: 'Inbox', count: 30, bytes: 500, seed: 1 });
    const expired = issuer.tokenFor('anna@example.com', -60);
    let token = issuer.tokenFor('anna@example.com');
    const refusals: unknown[] = [];
    const tokens: TokenSource = {
      token({ refused } = {}) {
        if (refused !== undefined) {
          refusals.push(refused);
          token = issuer.tokenFor('anna@example.com');
        }
        return Promise.resolve(token);
      },
    };
    const session = adapter.open({ ...mailboxOf(strict, 'anna@example.com'), credentials: { kind: 'token', tokens } });
    const inbox = await folderAt(session, 'Inbox');
    token = expired;
    const { refs } = await changesSince(session, inbox, null);
    token = expired;
    await expect(fetchAll(session, refs)).resolves.toMatchObject({ failures: [] });
    expect(refusals).toEqual([expired, expired]);
    await strict.close();
  });
});

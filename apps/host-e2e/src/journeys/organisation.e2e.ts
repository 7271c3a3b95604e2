import type { Account, CoveredMailbox, CoveredMailboxPage, ExchangeIntegration, Page } from '@mailroom/contract';
import { ApiClient, ApiProblem, Product, SimulatedExchange, until } from '@mailroom/test-bed';
import { startExchange } from '../support/checked-exchange';
import { addUsers, coveredMailboxes, integrationSettings, saveIntegration, superUser } from '../support/covered-users';
import { endAfterwards } from '../support/ending';
import { allEmails } from '../support/organisation';

const listed = ['head.example', 'branch.example'];
const usersPerDomain = 100;
const messagesEach = 3;

const addressesIn = (domain: string): string[] => Array.from({ length: usersPerDomain }, (_, index) => `user${index}@${domain}`);

const denied = 'user0@head.example';
const missing = 'user1@head.example';
const second = 'user2@head.example';
const both = 'user3@head.example';
const odd = [denied, missing];

const superUserArguments = ['--super-user', `${superUser.address}:${superUser.password}`];

/** What the API answers to a request that it refuses. */
async function problemOf(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    () => null,
    (error: unknown) => (error instanceof ApiProblem ? error.problem : Promise.reject(error as Error)),
  );
}

/** Three hundred users in three domains, two of which are the organisation's: nobody enters a password but the administrator. */
describe('an organisation’s mailboxes', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let admin: ApiClient;
  let settings: Record<string, unknown>;

  const domainOf = (mailboxes: readonly CoveredMailbox[], domain: string) =>
    mailboxes.filter(({ emailAddress }) => emailAddress.endsWith(`@${domain}`));
  const signIn = (address: string) => ApiClient.signIn(product.origin, address, Product.password);
  const untilSettled = (count: number) =>
    until(
      () => admin.get<CoveredMailboxPage>('/api/mail/exchange-integration/mailboxes?limit=1'),
      ({ totals: { all, phases } }) => all === count && (phases.live ?? 0) + (phases['needs-attention'] ?? 0) === count,
    );
  const fetched = async () => (await exchange.operations())['GetItem']?.requests ?? 0;

  beforeAll(async () => {
    exchange = started(await startExchange({ args: superUserArguments }));
    await exchange.configure(superUser.address, {});
    for (const domain of [...listed, 'elsewhere.example']) {
      for (const [index, address] of addressesIn(domain).entries()) {
        if (address === missing) continue;
        const mailbox = address === second ? 'primary@head.example' : address;
        await exchange.generate(mailbox, { folder: 'Inbox', count: messagesEach, bytes: 2_000, seed: index + 1 });
      }
    }
    await exchange.configure('primary@head.example', { aliases: [second] });
    await exchange.configure(denied, { impersonation: 'denied' });
    product = started(await Product.start());
    admin = await product.signIn('admin');
    await addUsers(admin, [...listed, 'elsewhere.example'].flatMap(addressesIn));
    settings = await integrationSettings(exchange, listed);
  });

  it('are refused with a super-user whose password is wrong, or who may act for nobody', async () => {
    await expect(problemOf(saveIntegration(admin, { ...settings, password: 'wrong' }))).resolves.toMatchObject({
      status: 422,
      code: 'authentication-failed',
      step: 'authentication',
    });
    const ordinary = { login: 'user5@head.example', password: SimulatedExchange.password };
    await expect(problemOf(saveIntegration(admin, { ...settings, ...ordinary }))).resolves.toMatchObject({
      code: 'impersonation-denied',
      step: 'impersonation',
    });
    expect(await admin.get<ExchangeIntegration>('/api/mail/exchange-integration')).toMatchObject({ enabled: false, domains: [] });
  });

  it('are tried step by step, naming the user', async () => {
    const emailAddress = 'user7@branch.example';
    const answer = await admin.request('POST', '/api/mail/exchange-integration/diagnose', { ...settings, emailAddress });
    const lines = (await answer.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(lines.find(({ step, status }) => step === 'impersonation' && status === 'passed')).toMatchObject({ mailbox: emailAddress });
    expect(lines.filter(({ status }) => status === 'failed')).toEqual([]);
  });

  it('are imported whole, exactly those of the listed domains, each with a state of its own', async () => {
    expect(await saveIntegration(admin, settings)).toMatchObject({ enabled: true, status: 'running', domains: [...listed].sort() });
    await untilSettled(2 * usersPerDomain);
    const mailboxes = await coveredMailboxes(admin);
    expect(mailboxes.map(({ emailAddress }) => emailAddress).sort()).toEqual(listed.flatMap(addressesIn).sort());
    const byAddress = new Map(mailboxes.map((mailbox) => [mailbox.emailAddress, mailbox]));
    expect(byAddress.get(denied)).toMatchObject({ phase: 'needs-attention', lastError: { code: 'impersonation-denied' } });
    expect(byAddress.get(missing)).toMatchObject({ phase: 'needs-attention', lastError: { code: 'mailbox-not-found' } });
    expect(byAddress.get(second)).toMatchObject({ phase: 'live', mailboxAddress: 'primary@head.example' });
    const well = mailboxes.filter(({ emailAddress }) => !odd.includes(emailAddress));
    for (const { phase, importedCount, serverCount, lastError } of well) {
      expect({ phase, importedCount, serverCount, lastError }).toEqual({
        ...{ phase: 'live', importedCount: messagesEach, serverCount: messagesEach, lastError: null },
      });
    }
    const requests = await exchange.requestsByMailbox();
    expect(Object.keys(requests).filter((address) => address.endsWith('@elsewhere.example'))).toEqual([]);
  });

  it('are found by name and by state', async () => {
    expect(await coveredMailboxes(admin, '&phase=needs-attention')).toHaveLength(odd.length);
    expect((await coveredMailboxes(admin, '&q=user42@')).map(({ emailAddress }) => emailAddress)).toEqual([
      'user42@branch.example',
      'user42@head.example',
    ]);
  });

  it('are their owners’ alone, who see them as managed', async () => {
    const user = await signIn(both);
    const { items } = await user.get<Page<Account>>('/api/mail/accounts');
    expect(items).toMatchObject([{ managedBy: 'organisation', login: null, phase: 'live', isDefault: true }]);
    const [email] = await allEmails(user, '');
    const other = await signIn('user4@head.example');
    for (const reader of [other, admin]) {
      await expect(problemOf(reader.request('GET', `/api/mail/emails/${email?.id}`))).resolves.toMatchObject({ status: 404 });
    }
  });

  it('bring new mail by themselves', async () => {
    const subject = 'Just arrived';
    const mime = `From: a@b.example\r\nTo: user9@branch.example\r\nSubject: ${subject}\r\nMessage-ID: <new@b.example>\r\n\r\nHello`;
    await exchange.deliver('user9@branch.example', 'Inbox', Buffer.from(mime));
    const user = await signIn('user9@branch.example');
    await until(
      () => allEmails(user, ''),
      (emails) => emails.some((email) => email.subject === subject),
    );
  });

  it('stop within five seconds when their domain is removed, and their mail stays; back again, nothing is downloaded twice', async () => {
    const user = await signIn('user9@branch.example');
    const before = await allEmails(user, '');
    await saveIntegration(admin, { domains: ['head.example'] });
    await until(
      () => coveredMailboxes(admin),
      (mailboxes) => domainOf(mailboxes, 'branch.example').length === 0,
      { deadlineMs: 5_000 },
    );
    const [account] = (await user.get<Page<Account>>('/api/mail/accounts')).items;
    expect(account).toMatchObject({ phase: 'disconnected', managedBy: null });
    expect(await allEmails(user, '')).toEqual(before);
    const downloads = await fetched();
    await exchange.deliver('user9@branch.example', 'Inbox', Buffer.from('Subject: Meanwhile\r\nMessage-ID: <m@b.example>\r\n\r\nHello'));
    await saveIntegration(admin, { domains: listed });
    await untilSettled(2 * usersPerDomain);
    await until(
      () => allEmails(user, ''),
      (emails) => emails.length === before.length + 1,
    );
    expect((await allEmails(user, '')).map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    expect(await fetched()).toBe(downloads + 1);
  });

  it('and a personal account of the same mailbox are one, with each message once', async () => {
    await admin.post('/api/mail/providers', {
      ...{ name: 'Own', serviceType: 'exchange', serviceAddress: exchange.serviceAddress, domains: ['head.example'] },
      trustedCertificate: await exchange.certificateAuthority(),
    });
    const user = await signIn(both);
    const before = (await allEmails(user, '')).map(({ id }) => id);
    const downloads = await fetched();
    const body = { emailAddress: both, password: SimulatedExchange.password };
    const personal = await user.post<Account>('/api/mail/accounts', body);
    const reachedBy = async () => (await coveredMailboxes(admin, `&q=${both}`))[0];
    await until(reachedBy, (mailbox) => mailbox?.reachedBy === 'personal' && mailbox.phase === 'live');
    await user.request('DELETE', `/api/mail/accounts/${personal.id}`);
    await until(reachedBy, (mailbox) => mailbox?.reachedBy === 'integration' && mailbox.phase === 'live');
    expect((await allEmails(user, '')).map(({ id }) => id)).toEqual(before);
    expect((await user.get<Page<Account>>('/api/mail/accounts')).items).toMatchObject([{ id: personal.id, managedBy: 'organisation' }]);
    expect(await fetched()).toBe(downloads);
  });

  it('stand still with one alert when the super-user’s password has expired, and go on by themselves when it works again', async () => {
    await exchange.configure(superUser.address, { password: 'another-password' });
    await exchange.deliver('user9@branch.example', 'Inbox', Buffer.from('Subject: During\r\nMessage-ID: <d@b.example>\r\n\r\nHello'));
    const state = () => admin.get<ExchangeIntegration>('/api/mail/exchange-integration');
    const stopped = await until(state, ({ status }) => status === 'stopped');
    expect(stopped.lastError).toMatchObject({ code: 'authentication-failed' });
    const { totals } = await admin.get<CoveredMailboxPage>('/api/mail/exchange-integration/mailboxes');
    expect(totals.phases['needs-attention']).toBe(odd.length);
    expect(product.output.match(/stands still/g)).toHaveLength(1);
    await exchange.configure(superUser.address, { password: superUser.password });
    await until(state, ({ status }) => status === 'running');
    await untilSettled(2 * usersPerDomain);
    const user = await signIn('user9@branch.example');
    await until(
      () => allEmails(user, ''),
      (emails) => emails.some(({ subject }) => subject === 'During'),
    );
  });

  it('stop when the integration is switched off', async () => {
    expect(await saveIntegration(admin, { enabled: false })).toMatchObject({ enabled: false, status: 'disabled' });
    expect(await coveredMailboxes(admin)).toEqual([]);
  });
});

/** The oldest server with Exchange Web Services, which streams nothing. */
describe('an organisation on Exchange 2007', () => {
  const started = endAfterwards();

  it('is served too: the version is detected, and mailboxes are asked where they cannot be watched', async () => {
    const exchange = started(await startExchange({ args: [...superUserArguments, '--server-version', 'Exchange2007_SP1'] }));
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: 5, bytes: 2_000, seed: 1 });
    const product = started(await Product.start());
    const admin = await product.signIn('admin');
    const settings = await integrationSettings(exchange, ['demo.test']);
    await expect(problemOf(saveIntegration(admin, { ...settings, version: 'Exchange 2019' }))).resolves.toMatchObject({
      code: 'unsupported-version',
    });
    await saveIntegration(admin, { ...settings, version: 'Detect' });
    const anna = () => coveredMailboxes(admin, '&q=anna');
    await until(anna, ([mailbox]) => mailbox?.phase === 'live' && mailbox.importedCount === 5);
    expect(Object.keys(await exchange.operations())).not.toContain('GetStreamingEvents');
  });
});

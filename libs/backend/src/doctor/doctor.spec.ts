import { exchangeAdapter } from '@mailroom/adapter-exchange';
import { type DiagnosisLine, diagnosisLineSchema, discoverySchema } from '@mailroom/contract';
import type { RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import type { DiagnoseOptions, MailboxTarget } from '@mailroom/mail-adapter';
import { FakeAdapter } from '../testing/fake-adapter';
import { type Answer, TestApp, type UserName } from '../testing/test-app';

const anna = 'anna@example.test';

describe('The set-up doctor', () => {
  let exchange: RunningSimulator;
  let app: TestApp;
  beforeAll(async () => {
    exchange = await startSimulator();
    exchange.deliver(anna, 'Inbox', 'Subject: first\r\n\r\nHi');
    app = await TestApp.start({ adapters: [exchangeAdapter()], allowedNetworks: ['127.0.0.0/8', '::1/128'] });
  });
  afterAll(async () => {
    await app.close();
    await exchange.close();
  });

  const draft = (changes: object = {}) => ({
    provider: { serviceType: 'exchange', serviceAddress: exchange.serviceAddress, trustedCertificate: exchange.ca, ...changes },
    mailbox: { emailAddress: anna, password: 'secret' },
  });
  const diagnose = (body: object, user: UserName = 'admin') => app.call(user, 'POST', '/providers/diagnose', body);
  const linesOf = ({ text }: Answer): DiagnosisLine[] =>
    text
      .trim()
      .split('\n')
      .map((line) => diagnosisLineSchema.parse(JSON.parse(line)));
  const endings = (answer: Answer): string[] =>
    linesOf(answer)
      .filter(({ status }) => status !== 'running')
      .map(({ step, status, code }) => [step, status, ...(code === undefined ? [] : [code])].join(' '));

  it('tries a provider that is not saved, one line of JSON when a step begins and one when it ends', async () => {
    const answer = await diagnose(draft());
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/x-ndjson; charset=utf-8');
    expect(linesOf(answer)).toHaveLength(14);
    expect(endings(answer)).toEqual([
      ...['dns passed', 'tls passed', 'autodiscover skipped autodiscover-not-found', 'authentication passed'],
      ...['impersonation skipped not-needed', 'folders passed', 'send passed'],
    ]);
    expect(answer.text).not.toContain('secret');
    expect((await app.call('admin', 'GET', '/providers')).body).toMatchObject({ items: [] });
  });

  it.each([
    ['a wrong password', {}, { password: 'not-the-one' }, 'authentication failed authentication-failed'],
    ['a certificate that nobody vouches for', { trustedCertificate: null }, {}, 'tls failed tls-untrusted'],
    ['a forbidden network', { serviceAddress: '169.254.169.254' }, {}, 'dns failed network-forbidden'],
    ['a wrong password by NTLM', { authMethod: 'ntlm' }, { password: 'not-the-one' }, 'authentication failed authentication-failed'],
    ['OAuth 2.0 where there is none', { authMethod: 'oauth2' }, {}, 'authentication failed method-not-offered'],
  ])('says what is wrong, and tries nothing after it: %s', async (_, provider, mailbox, failure) => {
    const body = draft(provider);
    const answer = await diagnose({ ...body, mailbox: { ...body.mailbox, ...mailbox } });
    const [step] = failure.split(' ');
    const ended = endings(answer);
    const at = ended.findIndex((ending) => ending.startsWith(`${String(step)} `));
    expect(ended[at]).toBe(failure);
    expect(ended.slice(at + 1).every((ending) => ending.endsWith('skipped not-tried'))).toBe(true);
    expect(linesOf(answer).find(({ status }) => status === 'failed')).toMatchObject({
      message: expect.any(String) as string,
      remedy: expect.any(String) as string,
    });
    expect(answer.text).not.toMatch(/not-the-one|"secret"/);
  });

  it('examines the server alone where only the mailbox’s owner can sign in', async () => {
    const issuer = { issuer: 'https://issuer.test', keys: { keys: [] } };
    const modern = await startSimulator({ auth: ['bearer'], oauth: issuer });
    const provider = { authMethod: 'oauth2', serviceAddress: modern.serviceAddress, trustedCertificate: modern.ca };
    const answer = await diagnose({ ...draft(provider), mailbox: { emailAddress: anna } });
    expect(endings(answer).slice(3)).toEqual([
      ...['authentication skipped sign-in-needed', 'impersonation skipped sign-in-needed'],
      ...['folders skipped sign-in-needed', 'send skipped sign-in-needed'],
    ]);
    await modern.close();
  });

  it('asks for what it needs before it begins', async () => {
    expect(await diagnose({ ...draft(), mailbox: { emailAddress: anna } })).toMatchObject({
      status: 422,
      body: { code: 'password-required' },
    });
    expect(await diagnose(draft({ loginFormat: 'manual' }))).toMatchObject({ status: 422, body: { code: 'login-required' } });
    expect(await diagnose(draft({ serviceAddress: 'a b' }))).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  });

  it('is the administrators’ for providers, and an account’s owner’s alone', async () => {
    expect(await diagnose(draft(), 'anna')).toMatchObject({ status: 403 });
    expect(await app.call('anna', 'POST', '/providers/discover', { emailAddress: anna })).toMatchObject({ status: 403 });
    const { body: provider } = await app.call('admin', 'POST', '/providers', {
      ...draft().provider,
      name: 'Example',
      domains: ['example.test'],
    });
    const { body: account } = await app.call('anna', 'POST', '/accounts', { emailAddress: anna, password: 'secret' });
    const path = `/accounts/${String(account['id'])}/diagnose`;
    const answer = await app.call('anna', 'POST', path);
    expect(endings(answer)).toContain('folders passed');
    expect(answer.text).not.toContain('secret');
    for (const other of ['ben', 'admin'] as const) expect(await app.call(other, 'POST', path)).toMatchObject({ status: 404 });
    await app.call('anna', 'DELETE', `/accounts/${String(account['id'])}`);
    await app.call('admin', 'DELETE', `/providers/${String(provider['id'])}`);
  });

  it('says where it has looked for a server, when it has found none', async () => {
    const { status, body } = await app.call('admin', 'POST', '/providers/discover', { emailAddress: anna });
    expect(status).toBe(200);
    const { proposal, attempts } = discoverySchema.parse(body);
    expect(proposal).toBeNull();
    expect(attempts.map(({ code }) => code)).not.toContain(undefined);
    expect(attempts.map(({ url }) => new URL(url).hostname)).toEqual([
      'example.test',
      'autodiscover.example.test',
      'autodiscover.example.test',
    ]);
  });
});

describe('A diagnosis under way', () => {
  /** A mail service that begins with a step, and goes on when its reader has gone. */
  function slowAdapter() {
    let noticed: () => void;
    const ended = new Promise<void>((resolve) => (noticed = resolve));
    const diagnose = async function* (_: MailboxTarget, { signal }: DiagnoseOptions = {}): AsyncGenerator<DiagnosisLine> {
      yield { step: 'dns', status: 'running', durationMs: 0 };
      await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
      noticed();
    };
    return { ended, make: () => Object.assign(new FakeAdapter(), { diagnose }) };
  }
  const body = JSON.stringify({
    provider: { serviceType: 'exchange', serviceAddress: 'mail.example.com' },
    mailbox: { emailAddress: anna, password: 'secret' },
  });
  const begin = (app: TestApp, signal?: AbortSignal) =>
    fetch(app.url('/providers/diagnose'), {
      ...{ method: 'POST', body, headers: { 'x-user': 'admin', 'content-type': 'application/json' } },
      ...(signal && { signal }),
    });

  it('shows each line as soon as it is there, and ends when the browser hangs up', async () => {
    const { ended, make } = slowAdapter();
    const app = await TestApp.start({ adapters: [make] });
    const browser = new AbortController();
    const response = await begin(app, browser.signal);
    const first = await response.body?.getReader().read();
    expect(JSON.parse(Buffer.from(first?.value ?? []).toString())).toMatchObject({ step: 'dns', status: 'running' });
    browser.abort();
    await ended;
    await app.close();
  });

  it('does not keep the server from closing', async () => {
    const { ended, make } = slowAdapter();
    const app = await TestApp.start({ adapters: [make] });
    const response = await begin(app);
    await Promise.all([app.close(), ended]);
    await response.text().catch(() => '');
  });

  it('does not show a password that a hostile server repeats', async () => {
    const diagnose = async function* (_: MailboxTarget): AsyncGenerator<DiagnosisLine> {
      await Promise.resolve();
      yield { step: 'authentication', status: 'failed', durationMs: 0, message: 'You said “secret”: wrong.' };
    };
    const app = await TestApp.start({ adapters: [() => Object.assign(new FakeAdapter(), { diagnose })] });
    expect(await (await begin(app)).text()).toContain('You said “…”: wrong.');
    await app.close();
  });

  it('is not offered where a mail service cannot be examined', async () => {
    const app = await TestApp.start();
    const response = await begin(app);
    expect([response.status, await response.json()]).toEqual([422, expect.objectContaining({ code: 'diagnosis-unavailable' })]);
    await app.close();
  });
});

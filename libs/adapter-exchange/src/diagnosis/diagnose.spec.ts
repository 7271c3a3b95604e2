import type { DiagnosisLine } from '@mailroom/contract';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import type { RunningSimulator } from '@mailroom/exchange-simulator';
import { MailError, type MailboxTarget, type NetworkPolicy } from '@mailroom/mail-adapter';
import { control, mailboxOf } from '../testing/simulator';
import { diagnose } from './diagnose';

/** Where there is no other server than those on this computer. */
const network: NetworkPolicy = {
  resolve: (host) =>
    host === 'localhost' ? Promise.resolve({ address: '127.0.0.1', family: 4 }) : Promise.reject(new MailError('host-not-found')),
  allowsPlainHttp: () => true,
};
const parts = { network, userAgent: 'Mailroom' };

async function run(target: MailboxTarget): Promise<DiagnosisLine[]> {
  const lines: DiagnosisLine[] = [];
  for await (const line of diagnose(parts, target)) lines.push(line);
  return lines;
}

/** How each step ended, in short. */
function endings(lines: readonly DiagnosisLine[]): Record<string, string> {
  const ended = lines.filter(({ status }) => status !== 'running');
  return Object.fromEntries(ended.map(({ step, status, code }) => [step, code === undefined ? status : `${status} ${code}`]));
}

describe('the set-up doctor at an Exchange server', () => {
  const superUser = { address: 'sync@example.com', password: 'all mailboxes' };
  let simulator: RunningSimulator;
  beforeAll(async () => {
    simulator = await startSimulator({ superUser });
    simulator.deliver('anna@example.com', 'Inbox', 'Subject: 1\r\n\r\n');
  });
  afterAll(() => simulator.close());

  it('finds nothing wrong with a mailbox that works, and tells each step as it begins and ends', async () => {
    const lines = await run(mailboxOf(simulator, 'anna@example.com'));
    expect(endings(lines)).toEqual({
      ...{ dns: 'passed', tls: 'passed', autodiscover: 'skipped autodiscover-not-found', authentication: 'passed' },
      ...{ impersonation: 'skipped not-needed', folders: 'passed', send: 'passed' },
    });
    expect(lines.map(({ step, status }) => `${step} ${status === 'running' ? status : 'ended'}`)).toEqual(
      ['dns', 'tls', 'autodiscover', 'authentication', 'impersonation', 'folders', 'send'].flatMap((step) => [
        `${step} running`,
        `${step} ended`,
      ]),
    );
  });

  it('says that the password is wrong, and tries nothing further', async () => {
    const target = mailboxOf(simulator, 'anna@example.com');
    const lines = await run({ ...target, credentials: { kind: 'password', method: 'basic', login: 'anna', password: 'wr0ng-one' } });
    expect(endings(lines)).toMatchObject({
      ...{ authentication: 'failed authentication-failed', impersonation: 'skipped not-tried' },
      ...{ folders: 'skipped not-tried', send: 'skipped not-tried' },
    });
    expect(JSON.stringify(lines)).not.toContain('wr0ng-one');
  });

  it('tells the super-user’s right to act for somebody', async () => {
    const target: MailboxTarget = {
      ...mailboxOf(simulator, 'anna@example.com'),
      credentials: { kind: 'password', method: 'ntlm', login: superUser.address, password: superUser.password },
      access: 'impersonation',
    };
    expect(endings(await run(target))).toMatchObject({ authentication: 'passed', impersonation: 'passed', folders: 'passed' });
    await control(simulator, 'PUT', '/mailboxes/anna@example.com', { impersonation: 'denied' });
    expect(endings(await run(target))).toMatchObject({ authentication: 'passed', impersonation: 'failed impersonation-denied' });
    await control(simulator, 'PUT', '/mailboxes/anna@example.com', { impersonation: 'allowed' });
  });

  it('tells a mailbox without web services from a program that is blocked', async () => {
    simulator.deliver('off@example.com', 'Inbox', 'Subject: 1\r\n\r\n');
    await control(simulator, 'PUT', '/mailboxes/off@example.com', { ewsEnabled: false });
    expect(endings(await run(mailboxOf(simulator, 'off@example.com')))).toMatchObject({ authentication: 'failed ews-disabled' });
    const strict = await startSimulator({ tls: false, blockUserAgent: 'Mail*' });
    strict.deliver('anna@example.com', 'Inbox', 'Subject: 1\r\n\r\n');
    expect(endings(await run(mailboxOf(strict, 'anna@example.com')))).toMatchObject({
      ...{ tls: 'passed plain-http', authentication: 'failed client-blocked' },
    });
    await strict.close();
  });

  it('opens a shared mailbox for a delegate alone, and never another’s in place of one’s own', async () => {
    simulator.deliver('sales@example.com', 'Inbox', 'Subject: 1\r\n\r\n');
    const anna = mailboxOf(simulator, 'anna@example.com');
    const shared: MailboxTarget = { ...anna, mailboxAddress: 'sales@example.com', access: 'delegate' };
    expect(endings(await run(shared))).toMatchObject({ authentication: 'passed', folders: 'failed authorization-denied' });
    expect(endings(await run({ ...shared, access: 'owner' }))).toMatchObject({ folders: 'failed authorization-denied' });
    await control(simulator, 'PUT', '/mailboxes/sales@example.com', { delegates: ['anna@example.com'] });
    expect(endings(await run(shared))).toMatchObject({ folders: 'passed', send: 'passed' });
  });

  it('says when the domain’s own Autodiscover names another server', async () => {
    const { port } = new URL(simulator.url);
    const other = await startSimulator();
    other.deliver('anna@example.com', 'Inbox', 'Subject: 1\r\n\r\n');
    const services = () => Promise.resolve([{ host: 'localhost', port: Number(port) }]);
    const found: DiagnosisLine[] = [];
    const target = mailboxOf({ ...other, ca: `${simulator.ca ?? ''}\n${other.ca ?? ''}` }, 'anna@example.com');
    for await (const line of diagnose({ ...parts, network: { ...network, services } }, target)) found.push(line);
    expect(endings(found)).toMatchObject({ autodiscover: 'passed autodiscover-elsewhere', authentication: 'passed' });
    expect(JSON.stringify(found)).toContain(simulator.serviceAddress);
    await other.close();
  });
});

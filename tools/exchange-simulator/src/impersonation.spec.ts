import { type RunningSimulator } from './simulator';
import { startSimulator } from './testing/checked-simulator';
import { control } from './testing/control';
import { plainMessage } from './testing/messages';
import { requests, texts } from './testing/requests';
import { envelope, type Received, SoapClient } from './testing/soap-client';

const inbox = requests.getFolder('inbox');
const bob = 'bob@example.test';

/** What each error is for: https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/responsecode */
describe('Exchange impersonation', () => {
  let simulator: RunningSimulator;
  let service: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false, superUser: { address: 'svc@example.test', password: 'service' } });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    simulator.deliver(bob, 'Inbox', plainMessage('1'));
    service = new SoapClient(simulator, { login: 'svc@example.test', password: 'service' });
  });

  afterEach(() => simulator.close());

  const configure = async (settings: object): Promise<{ sid: string }> =>
    (await control<{ sid: string }>(simulator, 'PUT', `/mailboxes/${bob}`, settings)).answer;
  const impersonate = (connectingSid: string): Promise<Received> => {
    const header = `<s:Header><t:ExchangeImpersonation><t:ConnectingSID>${connectingSid}</t:ConnectingSID></t:ExchangeImpersonation></s:Header>`;
    return service.call(envelope(inbox, { version: '' }).replace('<s:Header></s:Header>', header), { whole: true });
  };

  it('is by any of the four names that an account has (ConnectingSIDType)', async () => {
    const { sid } = await configure({});
    expect(sid).toMatch(/^S-1-5-21-\d+-\d+-\d+-\d+$/);
    for (const name of [
      `<t:PrincipalName>${bob}</t:PrincipalName>`,
      `<t:SID>${sid}</t:SID>`,
      '<t:PrimarySmtpAddress>BOB@example.test</t:PrimarySmtpAddress>',
      `<t:SmtpAddress>${bob}</t:SmtpAddress>`,
    ]) {
      expect(texts(await impersonate(name), 'TotalCount')).toEqual(['1']);
    }
  });

  it.each([
    ['an unknown address', '<t:SmtpAddress>zoe@example.test</t:SmtpAddress>', 'ErrorNonExistentMailbox'],
    ['an unknown principal', '<t:PrincipalName>zoe@example.test</t:PrincipalName>', 'ErrorInvalidUserPrincipalName'],
    ['an unknown security identifier', '<t:SID>S-1-5-21-1-2-3-4</t:SID>', 'ErrorInvalidUserSid'],
  ])('of %s is refused', async (_what, name, code) => {
    const { status, text } = await impersonate(name);
    expect([status, text]).toEqual([500, expect.stringContaining(`a:${code}`)]);
  });

  it.each([
    ['denied', 'ErrorImpersonateUserDenied'],
    ['server-denied', 'ErrorImpersonationDenied'],
    ['failed', 'ErrorImpersonationFailed'],
  ])('that is %s for a mailbox is refused by %s', async (impersonation, code) => {
    await configure({ impersonation });
    expect((await impersonate(`<t:SmtpAddress>${bob}</t:SmtpAddress>`)).text).toContain(`a:${code}`);
    await configure({ impersonation: 'allowed' });
    expect((await impersonate(`<t:SmtpAddress>${bob}</t:SmtpAddress>`)).status).toBe(200);
  });

  it('of a disabled account fails', async () => {
    await configure({ disabled: true });
    expect((await impersonate(`<t:SmtpAddress>${bob}</t:SmtpAddress>`)).text).toContain('a:ErrorImpersonationFailed');
  });

  it.each(['PrimarySmtpAddress', 'SmtpAddress'])('by an alias as %s is refused, and the right address told', async (name) => {
    await configure({ aliases: ['robert@example.test'] });
    expect((await impersonate(`<t:${name}>robert@example.test</t:${name}>`)).text).toMatch(
      /a:ErrorNonPrimarySmtpAddress.*<t:Value Name="Primary">bob@example\.test<\/t:Value>/,
    );
  });

  it('needs a name', async () => {
    const unchecked = await startSimulator({
      tls: false,
      schema: undefined,
      superUser: { address: 'svc@example.test', password: 'service' },
    });
    service = new SoapClient(unchecked, { login: 'svc@example.test', password: 'service' });
    for (const name of ['', '<t:SmtpAddress> </t:SmtpAddress>', '<t:Nickname>bob</t:Nickname>']) {
      expect((await impersonate(name)).text).toContain('a:ErrorInvalidExchangeImpersonationHeaderData');
    }
    await unchecked.close();
  });

  it('is for the account that has the right, and it is only asked about who is there', async () => {
    const alice = new SoapClient(simulator);
    expect((await alice.call(inbox, { impersonate: bob })).text).toContain('a:ErrorImpersonateUserDenied');
    expect((await alice.call(inbox, { impersonate: 'zoe@example.test' })).text).toContain('a:ErrorNonExistentMailbox');
  });

  it('is counted by whether X-AnchorMailbox names the mailbox', async () => {
    const call = (anchor?: string) =>
      service.call(inbox, { impersonate: bob, headers: anchor === undefined ? {} : { 'X-AnchorMailbox': anchor } });
    await call();
    await call('BOB@example.test');
    await call('alice@example.test');
    await service.call(inbox, { login: 'alice', password: 'secret' });
    expect(simulator.stats().anchorMailbox).toEqual({ missing: 1, other: 1 });
  });
});

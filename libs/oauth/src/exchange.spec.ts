import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { type RunningSimulator } from '@mailroom/exchange-simulator';
import { startSimulator } from '@mailroom/exchange-simulator/testing';
import { type RunningIdentitySimulator, PlainBrowser, startIdentitySimulator } from '@mailroom/identity-simulator';
import { ApplicationTokens } from './application-tokens';
import { MemoryTokenCacheStore } from './testing/memory-stores';
import { Rig, redirectUri, session } from './testing/rig';

const alice = 'alice@example.test';

let provider: RunningIdentitySimulator;
let exchange: RunningSimulator;
let rig: Rig;

beforeAll(async () => {
  provider = await startIdentitySimulator({
    users: [{ address: alice }],
    applications: [{ clientId: 'crm', secret: 'secret-of-the-CRM', redirectUris: [redirectUri] }],
  });
  exchange = await startSimulator({ oauth: { issuer: provider.issuer, ca: provider.ca } });
  exchange.deliver(alice, 'Inbox', 'Subject: Hello\r\n\r\nHi');
  rig = new Rig(provider, {
    authority: { kind: 'openid', issuer: provider.issuer },
    clientId: 'crm',
    credential: { kind: 'secret', secret: 'secret-of-the-CRM' },
  });
});
afterAll(() => Promise.all([exchange.close(), provider.close()]));

/** Asks Exchange for the inbox. @param impersonated whose, when the token is the application's own */
function openInbox(token: string, impersonated?: string): Promise<{ status: number; body: string }> {
  const impersonation = impersonated
    ? `<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>${impersonated}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>`
    : '';
  const envelope = `<?xml version="1.0" encoding="utf-8"?>
    <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types">
      <s:Header><t:RequestServerVersion Version="Exchange2013_SP1"/>${impersonation}</s:Header>
      <s:Body><GetFolder xmlns="http://schemas.microsoft.com/exchange/services/2006/messages">
        <FolderShape><t:BaseShape>Default</t:BaseShape></FolderShape>
        <FolderIds><t:DistinguishedFolderId Id="inbox"/></FolderIds>
      </GetFolder></s:Body>
    </s:Envelope>`;
  const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'text/xml; charset=utf-8' };
  return new Promise((resolve, reject) => {
    request(exchange.url, { method: 'POST', headers, ca: exchange.ca, agent: false }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode ?? 0, body }), reject);
    })
      .on('error', reject)
      .end(envelope);
  });
}

describe('At an Exchange that trusts the sign-in service', () => {
  it('a mailbox’s token opens it, and a new one takes the place of one that is refused', async () => {
    const page = await new PlainBrowser(provider).signIn(await rig.begin(alice), { address: alice });
    const { tokenCache } = await rig.authorization.complete(page.url.searchParams, session);
    const tokens = rig.tokens(new MemoryTokenCacheStore(tokenCache));
    const first = await tokens.token();
    expect((await openInbox(first)).body).toContain('<t:TotalCount>1</t:TotalCount>');

    provider.behaviour.clockOffsetSeconds = -7200;
    const expired = await tokens.token({ refused: first });
    expect((await openInbox(expired)).status).toBe(401);
    provider.behaviour.clockOffsetSeconds = 0;
    expect((await openInbox(await tokens.token({ refused: expired }))).status).toBe(200);
  });

  it('an application’s own token opens the mailboxes that it impersonates', async () => {
    const tokens = new ApplicationTokens({
      connection: { client: rig.client.send },
      application: () => Promise.resolve(rig.application),
    });
    expect((await openInbox(await tokens.token(), alice)).body).toContain('<t:TotalCount>1</t:TotalCount>');
  });
});

import type { Account, AuthorizationStart, Page } from '@mailroom/contract';
import { type ApiClient, IdentityProvider, Product, type SimulatedExchange, until } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';

const anna = 'anna@demo.test';

/** From the CRM to the sign-in service's pages and back, with the cookies of a real browser. */
describe('a mailbox that its owner signs in to elsewhere', () => {
  let product: Product;
  let identity: IdentityProvider;
  let exchange: SimulatedExchange;
  let browser: Browser;
  let api: ApiClient;

  beforeAll(async () => {
    product = await Product.start();
    identity = await IdentityProvider.start({ users: [anna], redirectUri: `${product.origin}/api/mail/oauth/callback` });
    exchange = await startExchange({ args: ['--oauth-issuer', identity.issuer, '--oauth-ca', identity.caPath] });
    await exchange.generate(anna, { folder: 'Inbox', count: 20, bytes: 2_000, seed: 1 });
    const admin = await product.signIn('admin');
    const certificates = await Promise.all([exchange.certificateAuthority(), identity.certificateAuthority()]);
    await admin.post('/api/mail/providers', {
      ...{ name: 'Exchange', serviceType: 'exchange', serviceAddress: exchange.serviceAddress, authMethod: 'oauth2' },
      ...{ clientId: IdentityProvider.clientId, clientSecret: IdentityProvider.clientSecret, authority: identity.issuer },
      ...{ trustedCertificate: certificates.join('\n'), domains: ['demo.test'] },
    });
    api = await product.signIn('anna');
    browser = await Browser.open(product.origin, new URL(identity.issuer).origin);
    await new Crm(browser.page, product.origin).signIn('anna');
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([product.stop(), exchange.stop(), identity.stop()]);
    expect(browser.complaints).toEqual([]);
  });

  /** What the screens do: ask for the address, in the signed-in page, and leave for it. */
  const leaveFor = async (path: string, body: object): Promise<void> => {
    const { authorizationUrl } = await browser.page.evaluate(
      async ([address, json]) => {
        const request = { method: 'POST', headers: { 'content-type': 'application/json' }, body: json };
        return (await fetch(address, request)).json() as Promise<AuthorizationStart>;
      },
      [`/api/mail${path}`, JSON.stringify(body)] as const,
    );
    await browser.page.evaluate((url) => {
      location.assign(url);
    }, authorizationUrl);
  };
  const signIn = async (): Promise<void> => {
    const { page } = browser;
    await page.getByLabel('Email address').fill(anna);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Password').fill(IdentityProvider.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const phase = async (id: string): Promise<Account> => api.get<Account>(`/api/mail/accounts/${id}`);
  let id: string;

  it('is connected once they come back, still signed in to the CRM, and imported', async () => {
    await leaveFor('/accounts', { emailAddress: anna, returnTo: '/profile' });
    await signIn();
    await browser.page.getByRole('button', { name: 'Accept' }).click();
    await browser.page.waitForURL(`${product.origin}/profile**`);
    const [account] = (await api.get<Page<Account>>('/api/mail/accounts')).items;
    id = account?.id ?? '';
    expect(account).toMatchObject({ emailAddress: anna, authMethod: 'oauth2' });
    await browser.page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
    await until(
      () => phase(id),
      ({ importedCount }) => importedCount === 20,
    );
  });

  it('wants its owner within a minute of the permission’s end, and goes on where it stopped', async () => {
    const fetched = async () => (await exchange.operations())['GetItem']?.requests;
    const before = await fetched();
    await identity.revoke(anna);
    const ailing = await until(
      () => phase(id),
      (account) => account.phase === 'needs-attention',
      { deadlineMs: 60_000 },
    );
    expect(ailing.lastError).toMatchObject({ code: 'invalid-grant', remedy: expect.stringContaining('Reconnect') as string });
    await leaveFor(`/accounts/${id}/reconnect`, { returnTo: '/profile' });
    await signIn();
    await browser.page.waitForURL(`${product.origin}/profile**`);
    const live = await until(
      () => phase(id),
      (account) => account.phase === 'live',
    );
    expect(live).toMatchObject({ lastError: null, importedCount: 20 });
    expect(await fetched()).toBe(before);
  });

  it('leaves no secret in what the CRM logs', () => {
    expect(product.output).not.toMatch(new RegExp(`${IdentityProvider.clientSecret}|eyJ[\\w-]{20}|refresh_token|code=`));
  });
});

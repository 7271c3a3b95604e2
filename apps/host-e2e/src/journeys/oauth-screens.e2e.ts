import { IdentityProvider, Product, type SimulatedExchange } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';

const anna = 'anna@demo.test';

/** The same as `oauth.e2e.ts` by hand: from the wizard to the sign-in service and back into the wizard. */
describe('a mailbox connected by signing in elsewhere', () => {
  let product: Product;
  let identity: IdentityProvider;
  let exchange: SimulatedExchange;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    product = await Product.start();
    identity = await IdentityProvider.start({ users: [anna], redirectUri: `${product.origin}/api/mail/oauth/callback` });
    exchange = await startExchange({ args: ['--oauth-issuer', identity.issuer, '--oauth-ca', identity.caPath] });
    await exchange.generate(anna, { folder: 'Inbox', count: 20, bytes: 2_000, seed: 1 });
    const admin = await product.signIn('admin');
    const certificates = await Promise.all([exchange.certificateAuthority(), identity.certificateAuthority()]);
    await admin.post('/api/mail/providers', {
      ...{ name: 'Company Exchange', serviceType: 'exchange', serviceAddress: exchange.serviceAddress, authMethod: 'oauth2' },
      ...{ clientId: IdentityProvider.clientId, clientSecret: IdentityProvider.clientSecret, authority: identity.issuer },
      ...{ trustedCertificate: certificates.join('\n'), domains: ['demo.test'] },
    });
    browser = await Browser.open(product.origin, new URL(identity.issuer).origin);
    crm = new Crm(browser.page, product.origin);
    await crm.signIn('anna');
  });

  afterAll(async () => {
    await browser.close();
    await Promise.all([product.stop(), exchange.stop(), identity.stop()]);
  });

  async function look(name: string): Promise<void> {
    await browser.picture(name);
    expect(await browser.accessibilityFindings()).toEqual([]);
  }

  const dialog = () => browser.page.getByRole('dialog', { name: 'New email account' });

  async function identify(): Promise<void> {
    const { page } = browser;
    await page.getByLabel('Email address').fill(anna);
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByLabel('Password').fill(IdentityProvider.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }

  it('says what became of a sign-in that was called off, and keeps what was entered', async () => {
    await crm.chooseInPanel('New email account');
    await dialog().getByLabel('Email address').fill(anna);
    await crm.button('Next').click();
    await dialog().getByText('The CRM never sees your password.').waitFor();
    await look('40-oauth-sign-in');
    await crm.button('Sign in with Microsoft').click();
    await identify();
    await crm.button('Cancel').click();
    await dialog().getByText('Permission to open the mailbox was not given.').waitFor();
    await dialog().getByRole('heading', { name: anna }).waitFor();
    await look('41-oauth-refused');
  });

  it('comes back to the wizard, which shows the mailbox filling up', async () => {
    await crm.button('Sign in with Microsoft').click();
    await identify();
    await crm.button('Accept').click();
    await dialog()
      .getByRole('heading', { name: `${anna} is connected` })
      .waitFor();
    await dialog().getByText('20 of 20 emails').waitFor();
    await look('42-oauth-connected');
    await crm.button('Done').click();
  });

  it('is brought back by its owner where its permission was withdrawn', async () => {
    const { page } = browser;
    await identity.revoke(anna);
    await page.getByRole('main').getByText('The permission to open the mailbox has ended.').waitFor({ timeout: 60_000 });
    await look('43-oauth-reconnect');
    await crm.button('Reconnect').click();
    await identify();
    await page.getByText('Signed in. Synchronisation goes on.').waitFor();
    await page.getByText('Up to date').waitFor();
    await page.getByText('20 of 20 emails').waitFor();
  });

  it('has complained of nothing on the way', () => {
    expect(browser.complaints).toEqual([]);
  });
});

import { IdentityProvider, Product, type SimulatedExchange } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';

const anna = 'anna@demo.test';

/** From the wizard to the sign-in service's own pages and back into the wizard, with the cookies of a real browser. */
describe('a mailbox connected by signing in elsewhere', () => {
  const started = endAfterwards();
  let product: Product;
  let identity: IdentityProvider;
  let exchange: SimulatedExchange;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    product = started(await Product.start());
    identity = started(await IdentityProvider.start({ users: [anna], redirectUri: `${product.origin}/api/mail/oauth/callback` }));
    exchange = started(await startExchange({ args: ['--oauth-issuer', identity.issuer, '--oauth-ca', identity.caPath] }));
    await exchange.generate(anna, { folder: 'Inbox', count: 20, bytes: 2_000, seed: 1 });
    const admin = await product.signIn('admin');
    const certificates = await Promise.all([exchange.certificateAuthority(), identity.certificateAuthority()]);
    await admin.post('/api/mail/providers', {
      ...{ name: 'Company Exchange', serviceType: 'exchange', serviceAddress: exchange.serviceAddress, authMethod: 'oauth2' },
      ...{ clientId: IdentityProvider.clientId, clientSecret: IdentityProvider.clientSecret, authority: identity.issuer },
      ...{ trustedCertificate: certificates.join('\n'), domains: ['demo.test'] },
    });
    browser = started(await Browser.open(product.origin, new URL(identity.issuer).origin));
    crm = new Crm(browser.page, product.origin);
    await crm.signIn('anna');
  });

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
    await browser.look('40-oauth-sign-in');
    await crm.button('Sign in with Microsoft').click();
    await identify();
    await crm.button('Cancel').click();
    await dialog().getByText('Permission to open the mailbox was not given.').waitFor();
    await dialog().getByRole('heading', { name: anna }).waitFor();
    await browser.look('41-oauth-refused');
  });

  it('comes back to the wizard, which shows the mailbox filling up', async () => {
    await crm.button('Sign in with Microsoft').click();
    await identify();
    await crm.button('Accept').click();
    await dialog()
      .getByRole('heading', { name: `${anna} is connected` })
      .waitFor();
    await dialog().getByText('20 of 20 emails').waitFor();
    await browser.look('42-oauth-connected');
    await crm.button('Done').click();
  });

  it('is brought back by its owner where its permission was withdrawn', async () => {
    const { page } = browser;
    const fetched = async () => (await exchange.operations())['GetItem']?.requests;
    const before = await fetched();
    await identity.revoke(anna);
    await page.getByRole('main').getByText('The permission to open the mailbox has ended.').waitFor({ timeout: 60_000 });
    await browser.look('43-oauth-reconnect');
    await crm.button('Reconnect').click();
    await identify();
    await page.getByText('Signed in. Synchronisation goes on.').waitFor();
    await page.getByText('Up to date').waitFor();
    await page.getByText('20 of 20 emails').waitFor();
    expect(await fetched()).toBe(before);
  });

  it('leaves no secret in what the CRM logs', () => {
    expect(product.output).not.toMatch(new RegExp(`${IdentityProvider.clientSecret}|eyJ[\\w-]{20}|refresh_token|code=`));
  });

  it('has complained of nothing on the way', () => {
    expect(browser.complaints).toEqual([]);
  });
});

import { Product, type SimulatedExchange } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';
import { addAccount, addProvider, untilLive } from '../support/organisation';

/** What an administrator does once mailboxes are connected: domains, secrets, deletions, and who has changed what. */
describe('administering email', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    exchange = started(await startExchange());
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: 30, bytes: 2_000, seed: 1 });
    product = started(await Product.start());
    await addProvider(product, exchange);
    const anna = await product.signIn('anna');
    const { id } = await addAccount(anna, 'anna@demo.test');
    await untilLive(anna, id);
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
    await crm.signIn('admin');
  });

  it('keeps the lookup of domains, as people write them', async () => {
    const { page } = browser;
    await crm.openConfiguration('Email providers domains');
    await page.getByRole('row', { name: /demo\.test/ }).waitFor();
    await page.getByLabel('Domain', { exact: true }).fill('Müller.example');
    await page.getByLabel('Email provider', { exact: true }).click();
    await page.getByRole('option', { name: 'Simulated Exchange' }).click();
    await crm.button('Add').click();
    await page.getByRole('row', { name: /müller\.example xn--mller-kva\.example/ }).waitFor();
    await browser.look('30-domains');
    await page.getByLabel('Domain', { exact: true }).fill('xn--mller-kva.example');
    await crm.button('Add').click();
    await page.getByText('xn--mller-kva.example belongs to “Simulated Exchange”.').waitFor();
    await crm.button('Remove müller.example').click();
    await crm.button('Remove').click();
    await page.getByRole('row', { name: /müller/ }).waitFor({ state: 'detached' });
  });

  it('says where nothing tells the settings of a server', async () => {
    const { page } = browser;
    await crm.openConfiguration('Email providers');
    await page.getByRole('link', { name: 'New', exact: true }).click();
    await page.getByLabel('Email address on this server').fill('anna@nowhere.invalid');
    await crm.button('Find settings').click();
    await page.getByText('Nothing was found').waitFor();
    await page.getByText('Where it was asked').click();
    await browser.look('31-nothing-found');
    await page.getByRole('link', { name: 'Back to the email providers' }).click();
    await page.getByRole('row', { name: /Simulated Exchange/ }).waitFor();
  });

  it('shows what OAuth 2.0 needs at the other end, and replaces its secret', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'New', exact: true }).click();
    await page.getByLabel('Service type').click();
    await page.getByRole('option', { name: 'Microsoft 365' }).click();
    await page.getByText(`${product.origin}/api/mail/oauth/callback`).waitFor();
    await page.getByText('switches off on 1 April 2027').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('Microsoft 365');
    await page.getByLabel('Application (client) ID').fill('0f6cbb4e-5c8a-4dd6-8d2e-7c0ad63be8c1');
    await page.getByLabel('Client secret').fill('first-secret');
    await browser.look('32-microsoft-365');
    await crm.button('Save').click();
    await page.getByRole('link', { name: 'Microsoft 365', exact: true }).click();
    await page.getByText('One is stored.').waitFor();
    await page.getByLabel('Client secret').fill('second-secret');
    await crm.button('Save').click();
    await page.getByText('“Microsoft 365” is saved.').waitFor();
  });

  it('deletes no provider that somebody’s mailbox is on, and says whose', async () => {
    const { page } = browser;
    await crm.button('Delete Simulated Exchange').click();
    const refusal = page.getByRole('alertdialog', { name: '“Simulated Exchange” cannot be deleted yet' });
    await refusal.getByText(/^anna@demo\.test – Anna/).waitFor();
    await browser.look('33-deletion-refused');
    await refusal.getByRole('button', { name: 'Close' }).click();
    await crm.signOut();
  });

  it('lets the owner check the mailbox, and delete it with its emails kept', async () => {
    const { page } = browser;
    await crm.signIn('anna');
    await crm.openEmailAccounts();
    await crm.button('Check connection').click();
    await page.getByText('Everything works.').waitFor();
    await browser.look('34-account-checked');
    await crm.button('Close').click();
    await crm.button('Delete').click();
    await page.getByText('30 emails stay readable, also beside your contacts.').waitFor();
    await browser.look('35-account-deletion');
    await crm.button('Delete account').click();
    await page.getByRole('main').getByText('Only its emails are left').waitFor();
    await browser.look('36-account-disconnected');
    expect(await crm.messages.count()).toBeGreaterThan(0);
    expect(await crm.button('New message').count()).toBe(0);
    await crm.signOut();
  });

  it('deletes the provider then', async () => {
    await crm.signIn('admin');
    await crm.openConfiguration('Email providers');
    await crm.button('Delete Simulated Exchange').click();
    await crm.button('Delete provider').click();
    await browser.page.getByText('“Simulated Exchange” is deleted.').waitFor();
  });

  it('has written down who changed what, and no secret', async () => {
    const { page } = browser;
    await crm.openConfiguration('Audit log');
    const entries = page.getByRole('listitem').filter({ has: page.locator('mailroom-audit-row') });
    await entries.first().getByText('Email provider deleted').waitFor();
    await entries.filter({ hasText: 'Email account disconnected' }).getByText('anna@demo.test').first().waitFor();
    const replaced = entries.filter({ hasText: 'Email provider changed' }).filter({ hasText: 'Microsoft 365' });
    await replaced.getByText('Client secret:').waitFor();
    await replaced.getByText('changed', { exact: true }).waitFor();
    await browser.look('37-audit-log');
    await page.getByLabel('What').click();
    await page.getByRole('option', { name: 'Email providers domains' }).click();
    await entries.filter({ hasText: 'Domain removed' }).getByText('müller.example').waitFor();
    await entries.filter({ hasText: 'Email provider deleted' }).waitFor({ state: 'detached' });
    expect(await page.content()).not.toMatch(/first-secret|second-secret/);
    expect(product.output).not.toMatch(/first-secret|second-secret/);
  });

  it('has complained of nothing on the way', () => {
    expect(browser.complaints).toEqual([]);
  });
});

import { Product, type SimulatedExchange } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { addUsers, superUser } from '../support/covered-users';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';

/** The MS Exchange page from the first setting to switching off, as its administrator and the covered users see it. */
describe('MS Exchange for the whole organisation', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    exchange = started(await startExchange({ args: ['--super-user', `${superUser.address}:${superUser.password}`] }));
    await exchange.configure(superUser.address, {});
    for (const [index, mailbox] of ['anna@demo.test', 'ben@demo.test', 'carl@demo.test'].entries()) {
      await exchange.generate(mailbox, { folder: 'Inbox', count: 20, bytes: 2_000, seed: index });
    }
    await exchange.generate('anna@demo.test', { folder: 'Inbox/Projects', count: 5, bytes: 2_000, seed: 9 });
    await exchange.configure('ben@demo.test', { impersonation: 'denied' });
    product = started(await Product.start());
    await addUsers(await product.signIn('admin'), ['carl@demo.test', 'dora@elsewhere.example']);
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
  });

  const page = () => browser.page;
  const field = (label: string) => page().getByLabel(label, { exact: true });
  const row = (address: string) => page().locator('tbody').filter({ hasText: address });

  it('is set up on its page, which says what is wrong with the super-user', async () => {
    await crm.signIn('admin');
    await page().locator('[aria-controls=communication-panel]').click();
    await crm.openConfiguration('MS Exchange');
    await page()
      .getByText('The integration is disabled')
      .or(page().getByText('Disabled', { exact: true }))
      .first()
      .waitFor();
    await field('Server').fill(`https://${exchange.serviceAddress}/EWS/Exchange.asmx`);
    await page().getByRole('button', { name: 'Advanced' }).click();
    await field('Trusted certificate (PEM)').fill(await exchange.certificateAuthority());
    await page().getByRole('radio', { name: 'Basic', exact: true }).check();
    await field('Login').fill(superUser.address);
    await field('Password').fill('wrong');
    await page().getByRole('textbox', { name: 'Domain list' }).fill('demo.test,');
    await page()
      .getByRole('checkbox', { name: /^Enabled/ })
      .check();
    await crm.button('Save settings').click();
    await page().getByText('The test failed at: Sign in').waitFor();
    await browser.look('85-integration-refused');
  });

  it('is tried step by step before it is saved', async () => {
    await field('Password').fill(superUser.password);
    await crm.button('Test').first().click();
    await field('Whose mailbox').fill('ben@demo.test');
    await crm.button('Run the test').click();
    await page().getByText('Something is wrong: Act for other users').waitFor();
    await browser.look('86-integration-doctor');
    await field('Whose mailbox').fill('anna@demo.test');
    await crm.button('Run again').click();
    await page().getByText('Everything works.').waitFor();
    await crm.button('Close the test').click();
  });

  it('brings in who is in the listed domain, each with a state of their own', async () => {
    await crm.button('Save settings').click();
    await page().getByText('Running', { exact: true }).waitFor();
    await row('anna@demo.test').getByText('25', { exact: true }).waitFor({ timeout: 30_000 });
    await row('carl@demo.test').getByText('20', { exact: true }).waitFor({ timeout: 30_000 });
    await row('ben@demo.test').getByText('The account does not have permission to impersonate the requested user.').waitFor();
    await row('admin@demo.test').getByText('Check the email address, and that the mailbox is on this server.').waitFor();
    expect(await row('dora@elsewhere.example').count()).toBe(0);
    await page().getByRole('heading', { name: 'Covered mailboxes' }).scrollIntoViewIfNeeded();
    await browser.lookClosely('87-integration-covered');
  });

  it('finds covered mailboxes by name and by state', async () => {
    await field('Name or address').fill('carl');
    await row('anna@demo.test').waitFor({ state: 'detached' });
    expect(await row('carl@demo.test').count()).toBe(1);
    await field('Name or address').fill('');
    await row('anna@demo.test').waitFor();
  });

  it('is a managed mailbox to its owner, who may import less, and reads it', async () => {
    await crm.signOut();
    await crm.signIn('anna');
    await crm.openEmailAccounts();
    await page().getByText('Managed by your organisation').waitFor();
    await browser.look('88-managed-account');
    await page().getByRole('link', { name: 'Settings' }).click();
    await page().getByText('Your organisation opens this mailbox for you').waitFor();
    expect(await crm.button('Delete').count()).toBe(0);
    await browser.look('89-managed-settings');
  });

  it('stops when it is disabled, and the mail stays', async () => {
    await crm.signOut();
    await crm.signIn('admin');
    await crm.openConfiguration('MS Exchange');
    await page().getByText('Running', { exact: true }).waitFor();
    await page()
      .getByRole('checkbox', { name: /^Enabled/ })
      .uncheck();
    await crm.button('Save settings').click();
    await page().getByText('No mailbox is synchronised by it. What was imported stays.').waitFor();
    await browser.look('90-integration-disabled');
    await crm.signOut();
    await crm.signIn('anna');
    await page().locator('[aria-controls=communication-panel]').click();
    await crm.messages.first().waitFor();
  });

  it('has complained of nothing on the way', () => {
    expect(browser.complaints).toEqual([]);
  });
});

import { Product, SimulatedExchange } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';

/**
 * The two ways to a mailbox on a server that nobody has set up yet: from the communication panel, and from the profile.
 * Both lead through the same steps, and end on the mailbox filling up.
 */
describe('a mailbox on a new server', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    exchange = started(await startExchange());
    for (const [index, mailbox] of ['admin@demo.test', 'anna@demo.test', 'ada@partner.test'].entries()) {
      await exchange.generate(mailbox, { folder: 'Inbox', count: 20, bytes: 2_000, seed: index });
    }
    product = started(await Product.start());
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
  });

  const dialog = () => browser.page.getByRole('dialog', { name: 'New email account' });

  /** The form of a new server, from "Add" on, up to its authentication. */
  async function fillForm(name: string): Promise<void> {
    await dialog().getByLabel('Service type').click();
    await browser.page.getByRole('option', { name: 'Exchange', exact: true }).click();
    await dialog().getByLabel('Service address').fill(`https://${exchange.serviceAddress}/EWS/Exchange.asmx`);
    await dialog().getByLabel('Name', { exact: true }).fill(name);
    await dialog().getByRole('button', { name: 'Advanced' }).click();
    await dialog()
      .getByLabel('Trusted certificate (PEM)')
      .fill(await exchange.certificateAuthority());
  }

  describe('from the communication panel', () => {
    it('asks for the address, and then for the server', async () => {
      await crm.signIn('admin');
      await crm.chooseInPanel('New email account');
      await dialog().getByLabel('Email address').fill('admin@demo.test');
      await crm.button('Next').click();
      await dialog().getByText('No mail server has been added yet.').waitFor();
      await dialog().getByRole('button', { name: 'Add new server' }).click();
      await dialog().getByText('There is none yet.').waitFor();
      await browser.look('20-servers');
      await dialog().getByRole('button', { name: 'Add', exact: true }).click();
    });

    it('takes the server’s settings, with the address’s domain, and tries them', async () => {
      await fillForm('Company Exchange');
      await dialog().getByText('demo.test', { exact: true }).waitFor();
      await dialog().getByRole('radio', { name: 'Basic' }).check();
      await dialog().getByText('Microsoft is deprecating Basic authentication').waitFor();
      await dialog().getByRole('button', { name: 'Test connection' }).click();
      await dialog().getByLabel('Password', { exact: true }).fill('wrong');
      await dialog().getByRole('button', { name: 'Run the test' }).click();
      await dialog().getByText('Something is wrong: Sign in').waitFor();
      await browser.look('21-doctor-failed');
      await dialog().getByLabel('Password', { exact: true }).fill(SimulatedExchange.password);
      await dialog().getByRole('button', { name: 'Run again' }).click();
      await dialog().getByText('Everything works.').waitFor();
      await browser.look('22-doctor-passed');
      await dialog().getByRole('button', { name: 'Save' }).click();
    });

    it('goes on with the new server chosen, and fills the mailbox', async () => {
      await dialog().getByText('Server: Company Exchange').waitFor();
      await dialog().getByText('Signs in as: admin@demo.test').waitFor();
      await browser.look('23-new-server-chosen');
      await dialog().getByLabel('Password', { exact: true }).fill(SimulatedExchange.password);
      await crm.button('Connect').click();
      await dialog().getByText('20 of 20 emails').waitFor();
      await crm.button('Done').click();
    });
  });

  describe('from the profile, with a user name that is typed', () => {
    it('is the same way, which the panel’s mailbox settings lead to as well', async () => {
      await crm.chooseInPanel('Go to mailbox settings');
      await browser.page.getByRole('main').getByRole('button', { name: 'New', exact: true }).click();
      await dialog().getByLabel('Email address').fill('ada@partner.test');
      await crm.button('Next').click();
      await dialog().getByRole('button', { name: 'Company Exchange' }).waitFor();
      await dialog().getByRole('button', { name: 'Add new server' }).click();
      await dialog().getByRole('button', { name: 'Add', exact: true }).click();
      await fillForm('Partner’s Exchange');
      await dialog()
        .getByRole('radio', { name: /^Use manual entry/ })
        .check();
      await dialog().getByRole('button', { name: 'Save' }).click();
      await dialog().getByText('Server: Partner’s Exchange').waitFor();
      await dialog().getByLabel('User name').fill('DEMO\\ada');
      await dialog().getByLabel('Password', { exact: true }).fill(SimulatedExchange.password);
      await browser.look('24-manual-login');
      await crm.button('Connect').click();
      await dialog().getByRole('heading', { name: 'ada@partner.test is connected' }).waitFor();
      await dialog().getByText('20 of 20 emails').waitFor();
      await crm.button('Done').click();
      await crm.signOut();
    });
  });

  it('is found by its domain from then on, by users who may add no server', async () => {
    await crm.signIn('anna');
    await crm.openEmailAccounts();
    await browser.page.getByRole('main').getByRole('button', { name: 'New email account' }).click();
    await dialog().getByLabel('Email address').fill('anna@elsewhere.test');
    await crm.button('Next').click();
    await dialog().getByRole('heading', { name: 'Which server is your mailbox on?' }).waitFor();
    expect(await dialog().getByRole('button', { name: 'Add new server' }).count()).toBe(0);
    await crm.button('Back').click();
    await dialog().getByLabel('Email address').fill('anna@Demo.Test');
    await crm.button('Next').click();
    await dialog().getByText('Server: Company Exchange').waitFor();
    expect(await dialog().getByLabel('User name').count()).toBe(0);
    await crm.button('Back').click();
    await dialog().getByLabel('Email address').fill('anna@mail.demo.test');
    await crm.button('Next').click();
    await dialog().getByRole('heading', { name: 'Which server is your mailbox on?' }).waitFor();
  });

  it('has complained of nothing on the way', () => {
    expect(browser.complaints).toEqual([]);
  });
});

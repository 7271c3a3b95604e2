import { Product, SimulatedExchange } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { addUsers, superUser } from '../support/covered-users';
import { endAfterwards } from '../support/ending';
import { Keyboard } from '../support/keyboard';

/** Setting up email, for oneself and for the whole organisation, without a mouse: by Tab, Enter, Space and the arrows. */
describe('by keyboard alone', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let browser: Browser;
  let keyboard: Keyboard;
  let certificate: string;

  beforeAll(async () => {
    exchange = started(await startExchange({ args: ['--super-user', `${superUser.address}:${superUser.password}`] }));
    await exchange.configure(superUser.address, {});
    for (const [index, mailbox] of ['admin@demo.test', 'anna@demo.test', 'eve@office.example'].entries()) {
      await exchange.generate(mailbox, { folder: 'Inbox', count: 20, bytes: 2_000, seed: index });
    }
    certificate = await exchange.certificateAuthority();
    product = started(await Product.start());
    await addUsers(await product.signIn('admin'), ['eve@office.example']);
    browser = started(await Browser.open(product.origin));
    keyboard = new Keyboard(browser.page);
  });

  const page = () => browser.page;
  const button = (name: string | RegExp) => page().getByRole('button', { name, exact: true });
  const dialog = () => page().getByRole('dialog', { name: 'New email account' });
  const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true });

  async function signIn(user: string): Promise<void> {
    await page().goto(product.origin);
    await keyboard.fill(page().getByLabel('Email address'), `${user}@demo.test`);
    await keyboard.fill(page().getByLabel('Password'), Product.password);
    await keyboard.press('Enter');
    await page().getByRole('navigation', { name: 'Main navigation' }).waitFor();
  }

  async function chooseInProfileMenu(name: string): Promise<void> {
    await keyboard.push(page().getByRole('banner').locator('.profile'));
    await keyboard.chooseItem(name);
  }

  /** A new server, from its service type to its authentication. */
  async function fillServer(name: string): Promise<void> {
    await keyboard.choose(dialog().getByLabel('Service type'), 'Exchange');
    await keyboard.fill(dialog().getByLabel('Service address'), exchange.serviceAddress);
    await keyboard.fill(dialog().getByLabel('Name', { exact: true }), name);
  }

  async function fillCertificate(): Promise<void> {
    await keyboard.push(dialog().getByRole('button', { name: 'Advanced' }));
    await keyboard.fill(dialog().getByLabel('Trusted certificate (PEM)'), certificate);
  }

  it('a server is added on the way from the communication panel, tried, and a mailbox on it fills up', async () => {
    await signIn('admin');
    await keyboard.push(button('Email menu'));
    await keyboard.chooseItem('New email account');
    await keyboard.fill(dialog().getByLabel('Email address'), 'admin@demo.test');
    await keyboard.press('Enter');
    await keyboard.push(inDialog('Add new server'));
    await keyboard.push(inDialog('Add'));
    await fillServer('Company Exchange');
    await keyboard.check(dialog().getByRole('radio', { name: 'Basic' }));
    await fillCertificate();
    await keyboard.push(inDialog('Test connection'));
    await keyboard.fill(dialog().getByLabel('Password', { exact: true }), SimulatedExchange.password);
    await keyboard.push(inDialog('Run the test'));
    await dialog().getByText('Everything works.').waitFor();
    await keyboard.push(inDialog('Save'));
    await dialog().getByText('Server: Company Exchange').waitFor();
    await keyboard.fill(dialog().getByLabel('Password', { exact: true }), SimulatedExchange.password);
    await keyboard.press('Enter');
    await dialog().getByText('20 of 20 emails').waitFor();
    await keyboard.push(inDialog('Done'));
    await dialog().waitFor({ state: 'detached' });
  });

  it('the lookup of domains is kept, and an administrator signs out', async () => {
    await keyboard.push(page().getByRole('link', { name: 'Email providers domains', exact: true }));
    await keyboard.fill(page().getByLabel('Domain', { exact: true }), 'office.example');
    await keyboard.choose(page().getByLabel('Email provider', { exact: true }), 'Company Exchange');
    await keyboard.push(button('Add'));
    await page()
      .getByRole('row', { name: /office\.example/ })
      .waitFor();
    await chooseInProfileMenu('Sign out');
    await page().getByRole('heading', { name: 'Welcome back' }).waitFor();
  });

  it('a user adds a mailbox in the profile, and is asked for no server', async () => {
    await signIn('anna');
    await chooseInProfileMenu('Profile');
    await keyboard.push(page().getByRole('main').getByRole('button', { name: 'New email account' }));
    await keyboard.fill(dialog().getByLabel('Email address'), 'anna@demo.test');
    await keyboard.press('Enter');
    await dialog().getByText('Server: Company Exchange').waitFor();
    await keyboard.fill(dialog().getByLabel('Password', { exact: true }), SimulatedExchange.password);
    await keyboard.press('Enter');
    await dialog().getByText('20 of 20 emails').waitFor();
    await keyboard.push(inDialog('Done'));
    await chooseInProfileMenu('Sign out');
    await page().getByRole('heading', { name: 'Welcome back' }).waitFor();
  });

  it('the whole organisation’s mailboxes are brought in by MS Exchange, and left alone again', async () => {
    await signIn('admin');
    await keyboard.push(page().getByRole('link', { name: 'MS Exchange', exact: true }));
    await keyboard.push(page().getByRole('checkbox', { name: /^Enabled/ }), 'Space');
    await keyboard.fill(page().getByLabel('Server', { exact: true }), exchange.serviceAddress);
    await keyboard.choose(page().getByLabel('Version', { exact: true }), 'Exchange 2016');
    await keyboard.push(button('Advanced'));
    await keyboard.fill(page().getByLabel('Trusted certificate (PEM)'), certificate);
    await keyboard.check(page().getByRole('radio', { name: 'Basic', exact: true }));
    await keyboard.fill(page().getByLabel('Login', { exact: true }), superUser.address);
    await keyboard.fill(page().getByLabel('Password', { exact: true }), superUser.password);
    await keyboard.fill(page().getByRole('textbox', { name: 'Domain list' }), 'office.example');
    await keyboard.press('Enter');
    await keyboard.push(button('Save settings'));
    await page().getByText('Running', { exact: true }).waitFor();
    const eve = page().locator('tbody').filter({ hasText: 'eve@office.example' });
    await eve.getByText('20', { exact: true }).waitFor({ timeout: 30_000 });
    await keyboard.push(page().getByRole('checkbox', { name: /^Enabled/ }), 'Space');
    await keyboard.push(button('Save settings'));
    await page().getByText('No mailbox is synchronised by it. What was imported stays.').waitFor();
  });

  it('and nothing was complained of on the way', () => {
    expect(browser.complaints).toEqual([]);
  });
});

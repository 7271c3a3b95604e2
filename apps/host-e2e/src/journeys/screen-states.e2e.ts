import { Product } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';
import { PlayedApi } from '../support/played-api';
import { playedComparison, playedHealth, playedHistory, playedIntegration, playedMailboxes } from '../support/played-organisation';

const busy = {
  problem: { status: 503, code: 'unavailable', detail: 'The CRM’s database is not available.', remedy: 'Try again in a minute.' },
};

/** Every state of the administrator's screens, in which some are seldom: the API's answers are played, all else is the product. */
describe('the administrator’s screens, in every state', () => {
  const started = endAfterwards();
  let product: Product;
  let browser: Browser;
  let crm: Crm;
  let api: PlayedApi;

  beforeAll(async () => {
    product = started(await Product.start());
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
    await crm.signIn('admin');
    api = await PlayedApi.on(browser.page);
  });

  const closePanel = () => browser.page.locator('[aria-controls=communication-panel]').click();

  describe('MS Exchange', () => {
    it('keeps its shape while it loads', async () => {
      api.play('GET exchange-integration', 'nothing yet');
      await closePanel();
      await crm.openConfiguration('MS Exchange');
      await browser.page.locator('mailroom-skeleton').waitFor();
      await browser.lookClosely('52-integration-loading');
    });

    it('says what went wrong, and tries again when asked', async () => {
      api.play('GET exchange-integration', busy);
      await browser.page.reload();
      await browser.page.getByText('Try again in a minute.').waitFor();
      await browser.lookClosely('53-integration-error');
      api.play(
        'GET exchange-integration',
        playedIntegration({
          enabled: false,
          status: 'disabled',
          server: null,
          login: null,
          hasPassword: false,
          domains: [],
          updatedAt: null,
        }),
      );
      await crm.button('Try again').click();
      await browser.page.getByLabel('Server', { exact: true }).waitFor();
      await browser.lookClosely('54-integration-new');
    });

    it('names each field that is missing', async () => {
      const { page } = browser;
      await page.getByRole('checkbox', { name: /^Enabled/ }).check();
      await crm.button('Save settings').click();
      await page.getByText('Enter at least one domain').waitFor();
      await browser.lookClosely('55-integration-incomplete');
    });

    it('says what the doctor found when it may not be enabled', async () => {
      const { page } = browser;
      api.play('PUT exchange-integration', {
        problem: {
          ...{ status: 422, code: 'impersonation-denied', detail: 'The service account may not act for the owner of this mailbox.' },
          ...{ remedy: 'Give it the management role ApplicationImpersonation.', step: 'impersonation', triedMailbox: 'anna@demo.test' },
        },
      });
      await page.getByLabel('Server', { exact: true }).fill('mail.demo.test');
      await page.getByLabel('Login', { exact: true }).fill('DEMO\\crm-service');
      await page.getByLabel('Password', { exact: true }).fill('wrong');
      await page.getByRole('textbox', { name: 'Domain list' }).fill('demo.test, müller.example');
      await crm.button('Save settings').click();
      await page.getByText('The test failed at: Act for other users (impersonation), with the mailbox anna@demo.test').waitFor();
      await page.getByText('The test failed at').scrollIntoViewIfNeeded();
      await browser.lookClosely('51-integration-refused');
    });

    it('offers the whole policy', async () => {
      const { page } = browser;
      await page.getByRole('radio', { name: 'Only these, with those in them' }).check();
      await page.getByRole('radio', { name: 'Only those received since a date' }).check();
      await page.getByRole('heading', { name: 'What is imported' }).scrollIntoViewIfNeeded();
      await browser.lookClosely('56-integration-policy');
    });

    it('offers an application in place of a password', async () => {
      const { page } = browser;
      await page.getByRole('radio', { name: 'OAuth 2.0, as an application' }).check();
      await page.getByText('full_access_as_app').waitFor();
      await page.getByRole('heading', { name: 'Super-user' }).scrollIntoViewIfNeeded();
      await browser.lookClosely('57-integration-application');
    });

    it('runs, with the mailboxes of 50,000 users page by page', async () => {
      const { page } = browser;
      api.play('GET exchange-integration', playedIntegration());
      api.play('GET exchange-integration/mailboxes', playedMailboxes());
      page.once('dialog', (dialog) => void dialog.accept());
      await page.reload();
      await page.getByText('1 to 7 of 50,000').waitFor();
      await browser.lookClosely('50-integration-running');
      await page.getByRole('heading', { name: 'Covered mailboxes' }).scrollIntoViewIfNeeded();
      await browser.lookClosely('58-covered-mailboxes');
    });

    it('can be read at twice its size', async () => {
      const { page } = browser;
      await page.setViewportSize({ width: 720, height: 450 });
      await browser.lookClosely('58-covered-mailboxes-enlarged');
      await page.setViewportSize({ width: 1440, height: 900 });
    });

    it('says that it stands still, why, and when it goes on', async () => {
      const { page } = browser;
      const lastError = { code: 'password-expired', message: 'Expired.', remedy: 'Change it.', since: '2026-11-27T08:12:00Z' };
      api.play('GET exchange-integration', playedIntegration({ status: 'stopped', lastError, nextTryAt: '2026-11-27T09:00:00Z' }));
      await page.reload();
      await page.getByText('Tried again by itself').waitFor();
      await browser.lookClosely('59-integration-stopped');
    });
  });

  describe('Email health', () => {
    it('keeps its shape while it loads', async () => {
      api.play('GET email-health', 'nothing yet');
      await crm.openConfiguration('Email health');
      await browser.page.locator('mailroom-skeleton').waitFor();
      await browser.lookClosely('65-health-loading');
    });

    it('has a way on where there is no account yet', async () => {
      const { totals } = playedHealth();
      api.play('GET email-health', { items: [], nextCursor: null, totals: { ...totals, accounts: 0 } });
      await browser.page.reload();
      await browser.page.getByText('No email account yet').waitFor();
      await browser.lookClosely('66-health-empty');
    });

    it('shows every account, and how the last hours went', async () => {
      const { page } = browser;
      api.play('GET email-health', playedHealth());
      api.play('GET email-health/history', playedHistory());
      await page.reload();
      await page.locator('mailroom-hour-chart svg').nth(1).waitFor();
      await page.getByText('Anna Berger can reconnect it').waitFor();
      await browser.lookClosely('60-health');
      await page.getByRole('heading', { name: 'Accounts', exact: true }).scrollIntoViewIfNeeded();
      await browser.lookClosely('67-health-accounts');
      await page.getByText('Show as a table').first().click();
      await browser.lookClosely('68-health-table');
    });

    it('compares a mailbox with its server, and mends it, by the keyboard', async () => {
      const { page } = browser;
      api.play('POST email-health/m4/reconcile', playedComparison('none'));
      await page.getByRole('button', { name: 'Actions for dario@demo.test' }).focus();
      await page.keyboard.press('Enter');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Compare with the server' });
      await dialog.getByText('10 missing in the CRM').waitFor();
      await browser.lookClosely('61-health-compared');
      api.play('POST email-health/m4/reconcile', playedComparison('done'));
      await dialog.getByRole('button', { name: 'Repair' }).press('Enter');
      await dialog.getByText('Mended.').waitFor();
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    });

    it('says so while the browser is offline, and goes on by itself', async () => {
      const { page } = browser;
      await browser.setOffline(true);
      await page.getByText('You are offline.').waitFor();
      await browser.lookClosely('69-health-offline');
      await browser.setOffline(false);
      await page.getByText('You are offline.').waitFor({ state: 'detached' });
    });
  });

  it('speaks German, where words are longer', async () => {
    const { page } = browser;
    await page.evaluate(() => {
      localStorage.setItem('crm.language', 'de');
    });
    await page.reload();
    await page.getByText('Anna Berger kann es unter').waitFor();
    await browser.lookClosely('70-health-german');
    api.play('GET exchange-integration', playedIntegration());
    await page.getByRole('link', { name: 'MS Exchange', exact: true }).click();
    await page.getByRole('heading', { name: 'Postfächer, die dazugehören' }).waitFor();
    await browser.lookClosely('71-integration-german');
  });

  it('has complained of nothing but what was played', () => {
    const isPlayed = (text: string): boolean => /503 \(Service Unavailable\)|ERR_INTERNET_DISCONNECTED/.test(text);
    expect(browser.complaints.filter((text) => !isPlayed(text))).toEqual([]);
  });
});

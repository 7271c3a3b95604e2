import type { Account } from '@mailroom/contract';
import { Product, type SimulatedExchange, until } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { arabic, conversation, nuisance, nuisanceLetter, quay, rightToLeftLetter } from '../support/conversation-mail';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';
import { messageWithAttachment, offer } from '../support/hand-made-mail';
import { addAccount, addProvider, untilLive } from '../support/organisation';

const generated = 60;
const reply = 'The crane is booked for Monday';

/** A day with the communication panel: looking for an email, answering it, and everything that can go wrong on the way. */
describe('the communication panel as a daily tool', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    exchange = started(await startExchange());
    await exchange.generate('ben@demo.test', { folder: 'Inbox', count: 1, bytes: 1_000, seed: 2 });
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: generated, bytes: 4_000, seed: 1 });
    for (const mime of [...conversation(), rightToLeftLetter(), nuisanceLetter(1), messageWithAttachment()]) {
      await exchange.deliver('anna@demo.test', 'Inbox', mime);
    }
    product = started(await Product.start());
    await addProvider(product, exchange);
    const anna = await product.signIn('anna');
    const account = await addAccount(anna, 'anna@demo.test');
    await untilLive(anna, account.id);
    await anna.call<Account>('PATCH', `/api/mail/accounts/${account.id}`, { signature: 'Anna Berger\nHarbour Ltd' });
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
    await crm.signIn('anna');
    await crm.button('Wide panel').click();
    await crm.messages.first().waitFor();
  });

  const message = () => browser.page.getByRole('region', { name: 'Message' });
  const text = () => browser.page.getByRole('textbox', { name: 'Text of the message' });
  const search = () => browser.page.getByRole('searchbox', { name: 'Search emails' });
  const shown = (count: number) =>
    until(
      () => crm.messages.count(),
      (found) => found === count,
    );

  it('finds an email by words, by sender and by its attachment, and all again', async () => {
    const { page } = browser;
    await browser.look('panel-01-list');
    await search().fill('price list');
    await shown(1);
    await search().fill('');
    await page.getByRole('button', { name: /^Search by sender/ }).click();
    const options = page.getByRole('dialog', { name: /^Search by sender/ });
    await options.getByLabel('Sender').fill('Ben');
    await options.getByRole('checkbox', { name: 'With attachments' }).check();
    await browser.look('panel-02-search');
    await options.getByRole('button', { name: 'Show emails' }).click();
    await page.mouse.move(5, 5);
    await shown(1);
    await crm.messages.filter({ hasText: offer.subject }).waitFor();
    await search().fill('there is no such word');
    await page.getByText('No email matches what you are looking for.').waitFor();
    await browser.look('panel-03-nothing-found');
    await crm.button('Show all emails').click();
    await until(
      () => crm.messages.count(),
      (count) => count > 5,
    );
  });

  it('shows a conversation, its other messages folded until somebody wants them', async () => {
    const { page } = browser;
    await crm.messages.filter({ hasText: quay.last }).click();
    await message().getByText(quay.last).waitFor();
    await message().getByText('Other messages of this conversation: 2').waitFor();
    await browser.look('panel-04-conversation');
    const first = message().getByRole('button', { name: /Rosa Marín/ });
    await first.click();
    await message().getByText('the works at quay 7 begin next week').waitFor();
    expect(await first.getAttribute('aria-expanded')).toBe('true');
    await browser.look('panel-05-conversation-open');
    expect(await page.locator('mailroom-email-row').filter({ hasText: 'Could you confirm' }).locator('.dot').count()).toBe(0);
  });

  it('keeps an answer that is being written, with its file, through a reload of the page', async () => {
    const { page } = browser;
    await page.getByRole('toolbar', { name: 'Actions on this message' }).getByRole('button', { name: 'Reply', exact: true }).click();
    await text().waitFor();
    await page.keyboard.type(reply);
    await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
    await page.keyboard.press('ControlOrMeta+b');
    expect(await text().locator('strong').innerText()).toContain('Monday');
    await drop('crane.txt', 'The crane’s papers');
    await page.getByRole('listitem').filter({ hasText: 'crane.txt' }).waitFor();
    await page.getByText('Draft saved').waitFor();
    await browser.look('panel-06-answer');
    await page.reload();
    await page.getByRole('button', { name: `Draft: Re: ${quay.subject}` }).click();
    await text().getByText('The crane is booked for').waitFor();
    await page.getByRole('listitem').filter({ hasText: 'crane.txt' }).waitFor();
    await crm.button(/Show the quoted message/).click();
    await page.locator('mailroom-quoted-message').getByText(quay.last).waitFor();
    await browser.look('panel-07-answer-again');
  });

  it('takes a message back that was sent too early, and sends it once', async () => {
    const { page } = browser;
    await crm.button('Send').click();
    await page.getByText(`“Re: ${quay.subject}” is sent in`).waitFor();
    await browser.look('panel-08-undo');
    await crm.button('Undo').click();
    await text().getByText('The crane is booked for').waitFor();
    await text().press('ControlOrMeta+Home');
    await page.keyboard.type('Dear Rosa, ');
    await page.getByText('Draft saved').waitFor();
    await text().press('ControlOrMeta+Enter');
    await page.getByText('Message sent.').waitFor({ timeout: 30_000 });
    const sent = (await exchange.folders('anna@demo.test')).find(({ path }) => path === 'Sent Items');
    expect(sent?.items.map(({ subject }) => subject)).toEqual([`Re: ${quay.subject}`]);
    const anna = await product.signIn('anna');
    const { items } = await anna.get<{ items: { id: string }[] }>('/api/mail/emails?q=crane%20Rosa');
    const email = await anna.get<{ html: string; attachments: { filename: string }[] }>(`/api/mail/emails/${items[0]?.id}`);
    expect(email.html).toMatch(/Dear Rosa, The crane is booked for <strong>Monday/);
    expect(email.html).toMatch(new RegExp(`Harbour Ltd.*wrote:.*<blockquote.*${quay.last.replace('?', '\\?')}`, 's'));
    expect(email.attachments.map(({ filename }) => filename)).toEqual(['crane.txt']);
  });

  it('says why a message could not be sent, and sends it when it is tried again', async () => {
    const { page } = browser;
    await exchange.fault({ operation: 'CreateItem', kind: 'impersonation-denied', count: 1 });
    await crm.button('New message').click();
    await page.getByRole('textbox', { name: 'To', exact: true }).fill('ben@demo.test,');
    await page.getByRole('textbox', { name: 'Subject' }).fill('Lunch?');
    await crm.button('Send').click();
    await page.getByText('“Lunch?” could not be sent.').waitFor({ timeout: 30_000 });
    await browser.look('panel-09-failed');
    await page.locator('mailroom-outbox-strip').getByRole('button', { name: 'Try again' }).click();
    await page.getByText('Message sent.').waitFor({ timeout: 30_000 });
    const inbox = (await exchange.folders('ben@demo.test')).find(({ path }) => path === 'Inbox');
    expect(inbox?.items.filter(({ subject }) => subject === 'Lunch?')).toHaveLength(1);
  });

  it('goes from email to email, answers and asks for help by keys alone', async () => {
    const { page } = browser;
    const list = page.getByRole('listbox', { name: 'Emails, newest first' });
    await search().focus();
    await page.keyboard.press('Tab');
    await until(
      async () => {
        await page.keyboard.press('Tab');
        return list.evaluate((element) => element === document.activeElement);
      },
      (isThere) => isThere,
    );
    for (const key of ['j', 'ArrowDown', 'k']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await message().getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 marked').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press(' ');
    await page.getByText('2 marked').waitFor();
    await browser.look('panel-10-marked');
    await page.keyboard.press('u');
    await page.getByText('2 marked').waitFor({ state: 'detached' });
    expect(await page.locator('mailroom-email-row .dot').count()).toBeGreaterThan(1);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    await browser.look('panel-11-shortcuts');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('f');
    await page.getByRole('heading', { name: 'Forward' }).waitFor();
    await page.keyboard.type('ben@demo.test');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /^Draft: Fwd: / }).waitFor();
    await page.keyboard.press('/');
    expect(await search().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('reads what is written from right to left as its writer meant it', async () => {
    const { page } = browser;
    await crm.open(arabic.subject);
    const heading = message().getByRole('heading', { name: arabic.subject });
    expect(await heading.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
    await page.frameLocator('iframe[title="Text of the message"]').getByText(arabic.text).waitFor();
    await browser.look('panel-12-right-to-left');
  });

  it('loses nothing without a connection, and goes on when it is back', async () => {
    const { page } = browser;
    await crm.button('New message').click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('Written on the train');
    await page.getByText('Draft saved').waitFor();
    await page.context().setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await text().click();
    await page.keyboard.type('No network in the tunnel.');
    await page.getByText('Kept in this browser').waitFor();
    await browser.picture('panel-13-offline');
    await page.context().setOffline(false);
    await page.getByText('Draft saved').waitFor();
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    await crm.button('Discard').click();
    await page.getByRole('alertdialog', { name: 'Discard this message?' }).getByRole('button', { name: 'Discard' }).click();
    await text().waitFor({ state: 'detached' });
    const drafts = await (await product.signIn('anna')).get<{ items: { subject: string }[] }>('/api/mail/drafts');
    expect(drafts.items.map(({ subject }) => subject)).not.toContain('Written on the train');
  });

  it('keeps a blocked sender out, and says so', async () => {
    const { page } = browser;
    await crm.open(nuisance.subject);
    await crm.button('More actions').click();
    await page.getByRole('menuitem', { name: `Block ${nuisance.address}` }).click();
    const question = page.getByRole('alertdialog', { name: `Block ${nuisance.address}?` });
    await browser.look('panel-14-block');
    await question.getByRole('button', { name: 'Block' }).click();
    await page.getByText(`${nuisance.address} is blocked.`).waitFor();
    await exchange.deliver('anna@demo.test', 'Inbox', nuisanceLetter(2));
    const anna = await product.signIn('anna');
    const [account] = (await anna.get<{ items: Account[] }>('/api/mail/accounts')).items;
    await until(
      () => anna.get<{ items: { reason: string }[] }>(`/api/mail/accounts/${account?.id}/skipped`),
      ({ items }) => items.some(({ reason }) => reason === 'excluded-address'),
    );
    await search().fill('70 off');
    await page.getByText(`Not in the CRM of anna@demo.test`).waitFor();
    await browser.look('panel-15-missing');
    await crm.button('Show all emails').click();
  });

  it('has room at 200 % and on a phone, without scrolling sideways', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 720, height: 450 });
    await browser.look('panel-16-zoomed');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(720);
  });

  /** As a file manager does it. */
  async function drop(name: string, content: string): Promise<void> {
    const transfer = await browser.page.evaluateHandle(
      ([fileName, data]) => {
        const dropped = new DataTransfer();
        dropped.items.add(new File([data], fileName, { type: 'text/plain' }));
        return dropped;
      },
      [name, content] as const,
    );
    const composer = browser.page.locator('mailroom-composer form');
    await composer.dispatchEvent('dragover', { dataTransfer: transfer });
    await composer.dispatchEvent('drop', { dataTransfer: transfer });
  }
});

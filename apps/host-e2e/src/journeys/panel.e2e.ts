import type { Account, Draft, Email, EmailListItem, Page as ApiPage, SkippedMessage } from '@mailroom/contract';
import { type ApiClient, Product, type SimulatedExchange, until } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import {
  arabic,
  conversation,
  enquiry,
  enquiryLetter,
  nuisance,
  nuisanceLetter,
  quay,
  rightToLeftLetter,
} from '../support/conversation-mail';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';
import { messageWithAttachment, offer } from '../support/hand-made-mail';
import { addAccount, addProvider, untilLive } from '../support/organisation';

const generated = 30;
const answer = 'The crane is booked for Monday';
const plan = { name: 'crane plan.pdf', type: 'application/pdf', bytes: 700_000 };

/** A day with the communication panel: looking for an email, answering it, and what can go wrong on the way. */
describe('the communication panel as a daily tool', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let anna: ApiClient;
  let accountId: string;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    exchange = started(await startExchange());
    await exchange.generate('ben@demo.test', { folder: 'Inbox', count: 1, bytes: 1_000, seed: 2 });
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: generated, bytes: 4_000, seed: 1 });
    for (const mime of [...conversation(), rightToLeftLetter(), nuisanceLetter(1), messageWithAttachment()]) {
      await exchange.deliver('anna@demo.test', 'Inbox', mime);
    }
    await exchange.generate('sales@demo.test', { folder: 'Inbox', count: 2, bytes: 2_000, seed: 3 });
    await exchange.createFolder('sales@demo.test', enquiry.folder);
    await exchange.deliver('sales@demo.test', enquiry.folder, enquiryLetter());
    product = started(await Product.start());
    await addProvider(product, exchange);
    anna = await product.signIn('anna');
    await anna.post('/api/contacts', { name: 'Rosa Marín', emailAddresses: [quay.address] });
    for (const address of ['anna@demo.test', 'sales@demo.test']) {
      const { id } = await addAccount(anna, address);
      await untilLive(anna, id);
      accountId ??= id;
    }
    await anna.call<Account>('PATCH', `/api/mail/accounts/${accountId}`, { signature: 'Anna Berger\nHarbour Ltd' });
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
    await crm.signIn('anna');
    await crm.button('Wide panel').click();
    await crm.messages.first().waitFor();
  });

  const message = () => browser.page.getByRole('region', { name: 'Message', exact: true });
  const text = () => browser.page.getByRole('textbox', { name: 'Text of the message' });
  const search = () => browser.page.getByRole('searchbox', { name: 'Search emails' });
  const unreadRows = () => browser.page.locator('mailroom-email-row').filter({ has: browser.page.getByRole('img', { name: 'Unread' }) });
  const shown = (isEnough: (count: number) => boolean) => until(() => crm.messages.count(), isEnough);
  const itemsOf = async (mailbox: string, folder: string) =>
    (await exchange.folders(mailbox)).find(({ path }) => path === folder)?.items ?? [];

  it('has all mailboxes in one list, each by itself, and each folder', async () => {
    const { page } = browser;
    await crm.messages.filter({ hasText: enquiry.subject }).waitFor();
    await crm.messages.filter({ hasText: quay.last }).waitFor();
    await browser.look('panel-01-all-accounts');
    await crm.button(/^All accounts/).click();
    await page.getByRole('menuitemradio', { name: /^anna@demo\.test/ }).waitFor();
    await browser.look('panel-02-accounts');
    await page.getByRole('menuitemradio', { name: /^sales@demo\.test/ }).click();
    await shown((count) => count === 3);
    await crm.button('Folder: All folders').click();
    await page.getByRole('menuitemradio', { name: enquiry.folder }).waitFor();
    await browser.look('panel-03-folders');
    await page.getByRole('menuitemradio', { name: enquiry.folder }).click();
    await shown((count) => count === 1);
    await crm.open(enquiry.subject);
    await until(
      () => itemsOf('sales@demo.test', enquiry.folder),
      ([item]) => item?.isRead === true,
    );
    await crm.closeMessage();
    await crm.button('Only unread').click();
    await page.getByText('No email matches what you are looking for.').waitFor();
    await crm.button('Show all emails').click();
    await crm.button(/^sales@demo\.test/).click();
    await page.getByRole('menuitemradio', { name: /^All accounts/ }).click();
    await shown((count) => count > 5);
  });

  it('finds an email by words, by sender, day and attachment, and all again', async () => {
    const { page } = browser;
    await search().fill('"new harbour office"');
    await shown((count) => count === 1);
    await search().fill('in:enquiries berth');
    await shown((count) => count === 1);
    await crm.messages.filter({ hasText: enquiry.subject }).waitFor();
    await search().fill('');
    await crm.button(/^Search by sender/).click();
    const options = page.getByRole('dialog', { name: /^Search by sender/ });
    await options.getByLabel('Sender').fill('Ben');
    await options.getByLabel('From day').fill(new Date(Date.now() - 2 * 86_400_000).toISOString().slice(0, 10));
    await options.getByRole('checkbox', { name: 'With attachments' }).check();
    await browser.look('panel-04-search');
    await options.getByRole('button', { name: 'Show emails' }).click();
    await page.mouse.move(5, 5);
    await shown((count) => count === 1);
    await crm.messages.filter({ hasText: offer.subject }).waitFor();
    await search().fill('there is no such word');
    await page.getByText('No email matches what you are looking for.').waitFor();
    await browser.look('panel-05-nothing-found');
    await crm.button('Show all emails').click();
    await shown((count) => count > 5);
  });

  it('shows a conversation, its other messages folded until somebody wants them, and leads to the contact', async () => {
    const { page } = browser;
    await crm.messages.filter({ hasText: quay.last }).click();
    await message().getByText('Other messages of this conversation: 2').waitFor();
    await browser.look('panel-06-conversation');
    const first = message().getByRole('button', { name: /Rosa Marín/ });
    await first.click();
    await message().getByText('the works at quay 7 begin next week').waitFor();
    expect(await first.getAttribute('aria-expanded')).toBe('true');
    await browser.look('panel-07-conversation-open');
    await until(
      () => unreadRows().filter({ hasText: quay.last }).count(),
      (count) => count === 0,
    );
    await message().getByRole('link', { name: 'Open the contact' }).click();
    await page.getByRole('heading', { name: 'Rosa Marín', level: 1 }).waitFor();
    await page.getByRole('main').getByRole('option').filter({ hasText: quay.last }).waitFor();
    await browser.look('panel-08-contact');
    await page.getByRole('link', { name: 'Contacts', exact: true }).click();
    await page.getByRole('heading', { name: 'Contacts', level: 1 }).waitFor();
  });

  it('keeps an answer that is being written, with its file, through a reload of the page', async () => {
    const { page } = browser;
    await page.getByRole('toolbar', { name: 'Actions on this message' }).getByRole('button', { name: 'Reply to all' }).click();
    await text().waitFor();
    await until(
      () => text().evaluate((element) => element === document.activeElement),
      (hasFocus) => hasFocus,
    );
    await page.keyboard.type(answer);
    await page.keyboard.press('ControlOrMeta+Shift+ArrowLeft');
    await page.keyboard.press('ControlOrMeta+b');
    expect(await text().locator('strong').innerText()).toContain('Monday');
    expect(await text().innerText()).toContain('Harbour Ltd');
    const hurry = await browser.slowUploads(150_000);
    await browser.drop(page.locator('mailroom-composer form'), plan, () => browser.picture('panel-09-file-above'));
    const file = page.getByRole('listitem').filter({ hasText: plan.name });
    const progress = file.getByRole('progressbar');
    await until(
      () => progress.getAttribute('aria-valuenow'),
      (percent) => Number(percent) > 0,
    );
    await browser.look('panel-10-uploading');
    await hurry();
    await progress.waitFor({ state: 'detached' });
    await page.getByText('Draft saved').waitFor();
    await browser.look('panel-11-answer');
    await page.reload();
    await crm.button(`Draft: Re: ${quay.subject}`).click();
    await text().getByText('The crane is booked for').waitFor();
    await file.waitFor();
    await crm.button(/Show the quoted message/).click();
    await page.locator('mailroom-quoted-message').getByText(quay.last).waitFor();
    await browser.look('panel-12-answer-again');
  });

  it('takes a message back that was sent too early: it is a draft again', async () => {
    const { page } = browser;
    await crm.button('Send').click();
    await page.getByText(`“Re: ${quay.subject}” is sent in`).waitFor();
    await browser.look('panel-13-undo');
    await crm.button('Undo').click();
    await text().getByText('The crane is booked for').waitFor();
    expect((await anna.get<ApiPage<Draft>>('/api/mail/drafts')).items.map(({ subject }) => subject)).toEqual([`Re: ${quay.subject}`]);
    await text().press('ControlOrMeta+Home');
    await page.keyboard.type('Dear Rosa, ');
    await page.getByText('Draft saved').waitFor();
    await exchange.fault({ operation: 'CreateItem', kind: 'impersonation-denied', count: 1 });
    await text().press('ControlOrMeta+Enter');
    await page.getByText(`“Re: ${quay.subject}” is sent in`).waitFor();
  });

  it('goes from email to email, answers and asks for help by keys alone', async () => {
    const { page } = browser;
    const list = page.getByRole('listbox', { name: 'Emails, newest first' });
    await list.focus();
    for (const key of ['j', 'ArrowDown', 'k']) await page.keyboard.press(key);
    await page.keyboard.press('Enter');
    await message().getByRole('heading', { level: 2 }).waitFor();
    await page.keyboard.press('x');
    await page.getByText('1 marked').waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press(' ');
    await page.getByText('2 marked').waitFor();
    await browser.look('panel-15-marked');
    // On the narrow picture the panel was closed.
    await list.focus();
    await page.keyboard.press('u');
    await page.getByText('2 marked').waitFor({ state: 'detached' });
    expect(await unreadRows().count()).toBeGreaterThan(1);
    await page.keyboard.press('?');
    const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await help.waitFor();
    await browser.look('panel-16-shortcuts');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
    await page.keyboard.press('/');
    expect(await search().evaluate((box) => box === document.activeElement)).toBe(true);
  });

  it('says why a message could not be sent, and tries again when it is told to', async () => {
    const { page } = browser;
    await page.getByText(`“Re: ${quay.subject}” could not be sent.`).waitFor();
    await browser.look('panel-14-failed');
    await page.locator('mailroom-outbox-strip').getByRole('button', { name: 'Try again' }).click();
    await page.getByText(`“Re: ${quay.subject}” is sent in`).waitFor();
  });

  it('forwards an email with its files', async () => {
    const { page } = browser;
    await crm.open(offer.subject);
    await page.keyboard.press('f');
    await page.getByRole('heading', { name: 'Forward' }).waitFor();
    await page.keyboard.type('ben@demo.test');
    await page.keyboard.press('Enter');
    await page.locator('mailroom-composer').getByRole('listitem').filter({ hasText: offer.file }).waitFor();
    await browser.look('panel-17-forward');
    await text().press('Escape');
    await crm.button(`Draft: Fwd: ${offer.subject}`).waitFor();
  });

  it('reads what is written from right to left as its writer meant it', async () => {
    const { page } = browser;
    await crm.open(arabic.subject);
    const heading = message().getByRole('heading', { name: arabic.subject });
    expect(await heading.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
    const body = page.frameLocator('iframe[title="Text of the message"]').getByText(arabic.text);
    await body.waitFor();
    expect(await body.evaluate((element) => element.matches(':dir(rtl)'))).toBe(true);
    await browser.look('panel-18-right-to-left');
  });

  it('has sent the answer once, as it was written', async () => {
    const subject = `Re: ${quay.subject}`;
    await until(
      () => itemsOf('ben@demo.test', 'Inbox'),
      (items) => items.some((item) => item.subject === subject),
    );
    await crm.messages.filter({ hasText: 'Dear Rosa, The crane' }).waitFor();
    expect((await itemsOf('anna@demo.test', 'Sent Items')).map((item) => item.subject)).toEqual([subject]);
    expect((await itemsOf('ben@demo.test', 'Inbox')).filter((item) => item.subject === subject)).toHaveLength(1);
    const { items } = await anna.get<ApiPage<EmailListItem>>('/api/mail/emails?q=crane%20Rosa');
    const email = await anna.get<Email>(`/api/mail/emails/${items[0]?.id}`);
    expect(email.html).toMatch(/Dear Rosa, The crane is booked for <strong>Monday/);
    expect(email.html).toMatch(new RegExp(`Harbour Ltd.*wrote:.*<blockquote.*${quay.last.replace('?', '\\?')}`, 's'));
    expect(email.attachments.map(({ filename }) => filename)).toEqual([plan.name]);
  });

  it('loses nothing without a connection, and goes on when it is back', async () => {
    const { page } = browser;
    await crm.button('New message').click();
    await page.getByRole('textbox', { name: 'Subject' }).fill('Written on the train');
    await page.getByText('Draft saved').waitFor();
    await browser.look('panel-19-new-message');
    await browser.setOffline(true);
    await page.getByText('You are offline.').waitFor();
    await text().press('ControlOrMeta+Home');
    await page.keyboard.type('No network in the tunnel.');
    await page.getByText('Kept in this browser').waitFor();
    await browser.look('panel-20-offline');
    await browser.setOffline(false);
    await page.getByText('Draft saved').waitFor();
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    await crm.button('Discard').click();
    await page.getByRole('alertdialog', { name: 'Discard this message?' }).getByRole('button', { name: 'Discard' }).click();
    await text().waitFor({ state: 'detached' });
    const drafts = await anna.get<ApiPage<Draft>>('/api/mail/drafts');
    expect(drafts.items.map(({ subject }) => subject)).toEqual([`Fwd: ${offer.subject}`]);
  });

  it('keeps a blocked sender out, and says so', async () => {
    const { page } = browser;
    await crm.open(nuisance.subject);
    await crm.button('More actions').click();
    await page.getByRole('menuitem', { name: `Block ${nuisance.address}` }).click();
    const question = page.getByRole('alertdialog', { name: `Block ${nuisance.address}?` });
    await browser.look('panel-21-block');
    await question.getByRole('button', { name: 'Block' }).click();
    await page.getByText(`${nuisance.address} is blocked.`).waitFor();
    await message().waitFor({ state: 'detached' });
    await exchange.deliver('anna@demo.test', 'Inbox', nuisanceLetter(2));
    await until(
      () => anna.get<ApiPage<SkippedMessage>>(`/api/mail/accounts/${accountId}/skipped`),
      ({ items }) => items.some(({ reason }) => reason === 'excluded-address'),
    );
    await search().fill('70 off');
    await page.getByText('Not in the CRM of anna@demo.test').waitFor();
    await browser.look('panel-22-missing');
    await page.getByRole('link', { name: 'See each of them' }).first().click();
    await page.getByRole('main').getByText(`It was exchanged with ${nuisance.address}`).first().waitFor();
    await browser.look('panel-23-ledger');
  });

  it('has room on a phone, at every step', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('[aria-controls=communication-panel]').click();
    await crm.button('Show all emails').click();
    await shown((count) => count > 3);
    await browser.lookAsIs('panel-24-phone-list');
    await crm.button(/^Search by sender/).click();
    await browser.lookAsIs('panel-25-phone-search');
    await page.keyboard.press('Escape');
    await crm.messages.filter({ hasText: quay.last, hasNotText: 'Dear Rosa' }).click();
    await message().getByText('Other messages of this conversation: 3').waitFor();
    await browser.lookAsIs('panel-26-phone-message');
    await page.keyboard.press('a');
    await text().getByText('Harbour Ltd').waitFor();
    await browser.lookAsIs('panel-27-phone-answer');
  });

  it('has complained of nothing', () => {
    // There was no network for a while, and what has left the CRM is asked for once more.
    const isExpected = (complaint: string): boolean => /ERR_INTERNET_DISCONNECTED|404 \(Not Found\)/.test(complaint);
    expect(browser.complaints.filter((complaint) => !isExpected(complaint))).toEqual([]);
  });
});

import type { Email, EmailListItem } from '@mailroom/contract';
import { type ApiClient, Product, SimulatedExchange, until } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';
import { endAfterwards } from '../support/ending';
import { floorPlan, hostile, hostileMessage, messageWithAttachment, messageWithInlinePicture, offer } from '../support/hand-made-mail';
import { addAccount, allEmails, untilLive } from '../support/organisation';

const generated = 600;
const total = generated + 3;
const answer = 'Grüße aus Köln! The price is fine 🚀';
const file = { name: 'Bestätigung.txt', mimeType: 'text/plain', buffer: Buffer.from('Angenommen: 4.200 € ✓\n') };

/** From a new CRM to an answered email, as people do it: each step goes on from where the one before has ended. */
describe('connecting Exchange, reading and answering', () => {
  const started = endAfterwards();
  let exchange: SimulatedExchange;
  let product: Product;
  let browser: Browser;
  let crm: Crm;

  beforeAll(async () => {
    // A server that takes its time, so that the import can be watched.
    exchange = started(await startExchange({ args: ['--latency', '100'] }));
    await exchange.generate('ben@demo.test', { folder: 'Inbox', count: 1, bytes: 3_000, seed: 2 });
    await exchange.generate('anna@demo.test', { folder: 'Inbox', count: generated, bytes: 20_000, seed: 1 });
    for (const mime of [messageWithInlinePicture(), hostileMessage(), messageWithAttachment()]) {
      await exchange.deliver('anna@demo.test', 'Inbox', mime);
    }
    product = started(await Product.start());
    browser = started(await Browser.open(product.origin));
    crm = new Crm(browser.page, product.origin);
  });

  it('greets with a sign-in that says what is wrong', async () => {
    await browser.page.goto(product.origin);
    await crm.button('Sign in').click();
    await browser.page.getByText('Enter your password.').waitFor();
    await browser.look('01-sign-in');
  });

  it('lets the administrator set up the Exchange server', async () => {
    const { page } = browser;
    await crm.signIn('admin');
    await page.getByRole('link', { name: 'Email providers', exact: true }).click();
    await page.getByText('No email provider yet').waitFor();
    await browser.look('02-providers-empty');
    await page.getByRole('link', { name: 'New email provider' }).click();
    await page.getByLabel('Service address').fill(exchange.serviceAddress);
    await page.getByLabel('Name', { exact: true }).fill('Company Exchange');
    await page.getByRole('textbox', { name: 'Domains' }).fill('demo.test');
    await page.keyboard.press('Enter');
    await page.getByRole('radio', { name: /^Basic/ }).check();
    await page.getByText('Microsoft is deprecating Basic authentication').waitFor();
    await crm.button('Advanced').click();
    await page.getByLabel('Trusted certificate (PEM)').fill(await exchange.certificateAuthority());
    await browser.look('03-provider-form');
    await crm.button('Save').click();
    await page.getByRole('row', { name: /Company Exchange/ }).waitFor();
    await browser.look('04-providers');
    await crm.signOut();
  });

  it('lets a user connect their mailbox, and shows it filling up', async () => {
    const { page } = browser;
    await crm.signIn('anna');
    await crm.openProfileMenu();
    await page.getByRole('menuitem', { name: 'Profile' }).click();
    await page.getByText('No mailbox connected yet').waitFor();
    await browser.look('05-email-accounts-empty');

    await page.getByRole('main').getByRole('button', { name: 'New email account' }).click();
    const dialog = page.getByRole('dialog', { name: 'New email account' });
    await dialog.getByLabel('Email address').fill('anna@elsewhere.test');
    await browser.look('06-wizard-address');
    await crm.button('Next').click();
    await dialog.getByRole('heading', { name: 'Which server is your mailbox on?' }).waitFor();
    await browser.look('07-wizard-server');
    await crm.button('Back').click();
    await dialog.getByLabel('Email address').fill('anna@demo.test');
    await crm.button('Next').click();

    await dialog.getByLabel('Password', { exact: true }).fill('wrong');
    await crm.button('Connect').click();
    await dialog.getByRole('alert').waitFor();
    await browser.look('08-wizard-refused');
    await dialog.getByLabel('Password', { exact: true }).fill(SimulatedExchange.password);
    const counts = await recordTexts('mailroom-add-account-dialog .counts');
    await crm.button('Connect').click();
    await dialog.getByRole('heading', { name: 'anna@demo.test is connected' }).waitFor();
    await dialog.getByText(/^[1-9]\d* of \d+ emails$/).waitFor();
    await browser.picture('09-wizard-filling');
    await dialog.getByText(`${total} of ${total} emails`).waitFor();
    await dialog.getByText('Up to date').waitFor();
    expect((await counts()).filter((text) => /^[1-9]\d* of \d+ emails$/.test(text)).length).toBeGreaterThan(2);
    await browser.look('10-wizard-filled');
    await crm.button('Done').click();
    await dialog.waitFor({ state: 'detached' });
    await browser.look('11-email-accounts');
  });

  it('lists the newest first, as many as there are', async () => {
    const anna = await product.signIn('anna');
    const emails = await allEmails(anna, '');
    expect(emails).toHaveLength(total);
    const times = emails.map(({ receivedAt }) => receivedAt);
    expect(times).toEqual(times.toSorted().toReversed());
    const subjects = emails.slice(0, 10).map(({ subject }) => subject);
    expect(subjects.slice(0, 3).toSorted()).toEqual([floorPlan.subject, hostile.subject, offer.subject].toSorted());
    await expectRows(subjects);
    await browser.look('12-panel');
  });

  it('asks what becomes of the emails of a folder that is no longer imported', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('checkbox', { name: /^Inbox/ }).uncheck();
    await browser.look('12-settings');
    await crm.button('Save').click();
    const question = page.getByRole('alertdialog', { name: 'What becomes of the emails in the CRM?' });
    await question.getByText(`Inbox: ${total} emails`).waitFor();
    await browser.look('12-folders-removed');
    await question.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('link', { name: 'Cancel' }).click();
    await crm.button('Leave').click();
    await page.getByRole('heading', { name: 'Email accounts' }).waitFor();
  });

  it('shows a new message by itself', async () => {
    const subject = 'Lunch on Thursday? 🍜';
    await exchange.deliver('anna@demo.test', 'Inbox', lunch(subject));
    await crm.messages.first().getByText(subject).waitFor();
    await crm.open(subject);
    await browser.page.getByRole('region', { name: 'Message' }).getByText('The new place').waitFor();
    await browser.look('13-new-message');
    await crm.closeMessage();
  });

  it('shows pictures that came with the message', async () => {
    const { page } = browser;
    await crm.open(floorPlan.subject);
    const picture = page.frameLocator('iframe[title="Text of the message"]').getByRole('img', { name: 'Floor plan' });
    await picture.waitFor();
    await until(
      () => picture.evaluate((image) => (image as HTMLImageElement).naturalWidth),
      (width) => width > 0,
    );
    const { width, height } = (await picture.boundingBox()) ?? { width: 0, height: 0 };
    expect(width / height).toBeCloseTo(floorPlan.width / floorPlan.height);
    await browser.look('14-inline-picture');
    await crm.closeMessage();
  });

  it('fits a phone', async () => {
    const { page } = browser;
    const desk = page.viewportSize() ?? { width: 1440, height: 900 };
    await page.setViewportSize({ width: 360, height: 740 });
    await page.locator('[aria-controls=communication-panel]').click();
    await browser.look('phone-panel');
    await crm.open(offer.subject);
    await browser.look('phone-message');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await crm.closeMessage();
    await page.setViewportSize(desk);
  });

  it('runs nothing of a hostile message and asks nothing of its sender', async () => {
    const { page } = browser;
    const title = await page.title();
    await crm.open(hostile.subject);
    const body = page.frameLocator('iframe[title="Text of the message"]');
    await body.getByText(hostile.text).waitFor();
    await page.getByText('Pictures from the internet are not shown').waitFor();
    await browser.look('15-hostile-message');
    expect(await page.title()).toBe(title);
    expect(await page.evaluate(() => 'hostile' in window)).toBe(false);
    expect(await body.locator('script, iframe, object, form, base, link, meta[http-equiv=refresh], [href^="javascript:"]').count()).toBe(0);
    await crm.closeMessage();
  });

  it('sends an answer with a file', async () => {
    const { page } = browser;
    await crm.open(offer.subject);
    await page.getByRole('link', { name: new RegExp(offer.file) }).waitFor();
    await browser.look('16-message-with-file');
    await page.getByRole('toolbar').getByRole('button', { name: 'Reply', exact: true }).click();
    const text = page.getByLabel('Text of the message');
    await text.press('ControlOrMeta+Home');
    await page.keyboard.insertText(answer);
    await page.locator('mailroom-composer input[type=file]').setInputFiles(file);
    await page.getByRole('listitem').filter({ hasText: file.name }).waitFor();
    await browser.look('17-answer');
    await crm.button('Send').click();
    await page.getByText('Message sent.').waitFor({ timeout: 30_000 });
    await browser.look('18-answer-sent');
  });

  it('leaves the answer in Sent Items and brings it to the recipient, intact', async () => {
    const subject = `Re: ${offer.subject}`;
    for (const [mailbox, folder] of [
      ['anna@demo.test', 'Sent Items'],
      ['ben@demo.test', 'Inbox'],
    ] as const) {
      const held = (await exchange.folders(mailbox)).find(({ path }) => path === folder);
      expect(held?.items.filter((item) => item.subject === subject)).toHaveLength(1);
    }
    const ben = await product.signIn('ben');
    const { id } = await addAccount(ben, 'ben@demo.test');
    await untilLive(ben, id);
    await expectAnswer(ben, subject);
    await expectAnswer(await product.signIn('anna'), subject);
  });

  it('has complained of nothing on the way', () => {
    expect(browser.complaints).toEqual([]);
  });

  async function expectRows(subjects: string[]): Promise<void> {
    await until(
      () => crm.messages.locator('.subject').allInnerTexts(),
      (shown) => subjects.every((subject, index) => shown[index]?.trim() === subject),
      { deadlineMs: 10_000 },
    );
  }

  async function expectAnswer(reader: ApiClient, subject: string): Promise<void> {
    const query = `q=${encodeURIComponent('Grüße')}`;
    const [found] = await until(
      () => allEmails(reader, query),
      (emails: EmailListItem[]) => emails.length > 0,
    );
    const email = await reader.get<Email>(`/api/mail/emails/${found?.id}`);
    expect(email).toMatchObject({ subject, from: { address: 'anna@demo.test' }, to: [{ address: 'ben@demo.test' }] });
    expect(email.text).toContain(answer);
    const header = (wanted: string): string | undefined => email.headers.find(({ name }) => name.toLowerCase() === wanted)?.value.trim();
    expect(header('in-reply-to')).toBe(offer.id);
    expect(header('references')).toBe(offer.id);
    expect(email.attachments.map(({ filename }) => filename)).toEqual([file.name]);
    const content = await reader.bytes(`/api/mail/emails/${email.id}/attachments/${email.attachments[0]?.id}`);
    expect(content.equals(file.buffer)).toBe(true);
  }

  /** Everything that the element says from now on, however short. */
  async function recordTexts(selector: string): Promise<() => Promise<string[]>> {
    const texts = await browser.page.evaluateHandle((wanted) => {
      const seen = new Set<string>();
      new MutationObserver(() => {
        const text = document.querySelector(wanted)?.textContent;
        if (text) seen.add(text.trim());
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
      return seen;
    }, selector);
    return () => texts.evaluate((seen) => [...seen]);
  }
});

function lunch(subject: string): Buffer {
  return Buffer.from(
    [
      'From: Clara Lindström <clara@studio.example>',
      'To: anna@demo.test',
      `Subject: ${subject}`,
      'Message-ID: <lunch@studio.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'The new place at the harbour, at noon?',
      '',
    ].join('\r\n'),
  );
}

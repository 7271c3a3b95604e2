import { Product } from '@mailroom/test-bed';
import { Browser } from '../support/browser';
import { startExchange } from '../support/checked-exchange';
import { Crm } from '../support/crm';
import { Elsewhere } from '../support/elsewhere';
import { endAfterwards } from '../support/ending';
import { hostileHtml, letterOf } from '../support/hostile-html';
import { addAccount, addProvider, allEmails, untilLive } from '../support/organisation';
import { readOneAfterAnother } from '../support/reading-tour';

const MAILBOX = 'anna@demo.test';
const pages = hostileHtml();
const journey = pages.length > 0 ? describe : describe.skip;

/** Every collected attack, read as its reader reads it, in a browser whose every way out is watched. */
journey('hostile HTML in the reading panel', () => {
  const started = endAfterwards();
  const strange: string[] = [];
  let elsewhere: Elsewhere;
  let browser: Browser;
  let product: Product;
  let letters: { id: string; subject: string; place: number }[];
  let withPictures: typeof letters;

  beforeAll(async () => {
    const exchange = started(await startExchange());
    for (const [index, html] of pages.entries()) {
      const itemId = await exchange.deliver(MAILBOX, 'Inbox', letterOf(html, index + 1));
      // What is read already need not be marked, so that opening it is all that happens.
      await exchange.changeItem(MAILBOX, itemId, { isRead: true });
    }
    product = started(await Product.start());
    await addProvider(product, exchange);
    const anna = await product.signIn('anna');
    await untilLive(anna, (await addAccount(anna, MAILBOX)).id);
    letters = (await allEmails(anna, '')).map(({ id, subject }, index) => ({ id, subject, place: index + 1 }));
    elsewhere = started(await Elsewhere.start());
    browser = started(await Browser.open(product.origin, undefined, [elsewhere.flagFor(namesIn(pages))]));
    const { page } = browser;
    page.on('dialog', (dialog) => {
      strange.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    page.on('popup', (popup) => strange.push(`window: ${popup.url()}`));
    page.on('request', (request) => {
      const isOfFrame = request.frame() !== page.mainFrame();
      if (isOfFrame && !/^(?:about:|data:)|\/api\/mail\/emails\/[\w-]+\/attachments\//.test(request.url())) strange.push(request.url());
    });
    const crm = new Crm(page, product.origin);
    await crm.signIn('anna');
    await crm.open(letters[0]?.subject ?? '');
  });

  it('runs nothing, asks nobody and changes nothing around it', async () => {
    const seen = await readOneAfterAnother(browser.page, { letters, showsPictures: false });
    expect(seen.filter(({ findings }) => findings.length > 0)).toEqual([]);
    expect(seen).toHaveLength(pages.length);
    withPictures = letters.filter((_, index) => seen[index]?.offersPictures);
    expect(withPictures.length).toBeGreaterThan(0);
    expect(strange).toEqual([]);
    expect(browser.complaints).toEqual([]);
    expect(elsewhere.connections).toBe(0);
  });

  it('loads nothing but pictures when they are asked for, and tells nobody who reads', async () => {
    const seen = await readOneAfterAnother(browser.page, { letters: withPictures, showsPictures: true });
    expect(seen.filter(({ findings }) => findings.length > 0)).toEqual([]);
    expect(elsewhere.requests.length).toBeGreaterThan(0);
    for (const request of elsewhere.requests)
      expect(request).toMatchObject({ accept: expect.stringMatching(/^image\//) as string, referrer: undefined, cookie: undefined });
    expect(strange.filter((text) => !/^https?:/.test(text))).toEqual([]);
  });

  it('would have been noticed', async () => {
    await browser.page.evaluate(async () => {
      const frame = document.createElement('iframe');
      frame.setAttribute('sandbox', 'allow-same-origin');
      frame.srcdoc = '<script>1</script>';
      document.body.append(frame);
      await new Promise((resolve) => frame.addEventListener('load', resolve));
    });
    expect(browser.complaints.join()).toMatch(/Blocked script execution|Content Security Policy/);
  });
});

/** Every host that is named anywhere in them. */
function namesIn(texts: readonly string[]): string[] {
  return texts.flatMap((text) => Array.from(text.matchAll(/\/\/([a-z\d-]+(?:\.[a-z\d-]+)+)/gi), ([, name = '']) => name.toLowerCase()));
}

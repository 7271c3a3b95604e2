import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { framesOf, type Scrolled, type TraceEvent } from './frames';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const scrolledPx = 36_000;
const pxPerSecond = 3_000;
/** As in the panel's list. */
const rowHeight = 82;

/** The reference CRM with the panel open, in Chromium, as a signed-in user has it. */
export class PanelPage {
  private constructor(
    private readonly browser: Browser,
    private readonly context: BrowserContext,
    private readonly origin: string,
    private page: Page,
  ) {}

  static async open(origin: string, password: string): Promise<PanelPage> {
    const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: flags });
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(60_000);
    const page = await context.newPage();
    await page.goto(origin);
    await page.getByLabel('Email address').fill('anna@demo.test');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.locator('mailroom-email-row').first().waitFor();
    // The reading pane beside the list.
    await page.evaluate(() => {
      localStorage.setItem('crm.panel.wide', 'true');
    });
    return new PanelPage(browser, context, origin, page);
  }

  /** From the start of the navigation until the first emails are drawn, in milliseconds. */
  async firstView({ slowedBy, cached }: { slowedBy: number; cached: boolean }): Promise<number> {
    await this.page.close();
    this.page = await this.context.newPage();
    const session = await this.session();
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowedBy });
    await session.send('Network.enable');
    if (!cached) await session.send('Network.clearBrowserCache');
    await session.send('Network.setCacheDisabled', { cacheDisabled: !cached });
    await this.page.addInitScript(() => {
      const seen = new MutationObserver(() => {
        if (!document.querySelector('mailroom-email-row')) return;
        seen.disconnect();
        requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(window, { firstViewMs: performance.now() })));
      });
      seen.observe(document, { subtree: true, childList: true });
    });
    await this.page.goto(this.origin, { waitUntil: 'commit' });
    const value = await this.page.waitForFunction(() => (window as { firstViewMs?: number }).firstViewMs);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
    return Number(await value.jsonValue());
  }

  /** From the press of the pointer until the whole email is drawn: one time an email, in milliseconds. */
  async openEmails(count: number): Promise<number[]> {
    await this.page.evaluate(() => {
      const textOf = (element: Element | null | undefined): string => element?.textContent?.trim() ?? '';
      const state = { startedAt: 0, subject: '', times: [] as number[] };
      Object.assign(window, { opening: state });
      const pressed = (event: Event): void => {
        const row = (event.target as Element).closest('[role=option]');
        state.startedAt = performance.now();
        state.subject = textOf(row?.querySelector('.subject'));
      };
      document.addEventListener('pointerdown', pressed, { capture: true });
      new MutationObserver(() => {
        const pane = document.querySelector('mailroom-reading-pane article');
        if (state.startedAt === 0 || !pane?.querySelector('mailroom-message-body')) return;
        if (textOf(pane.querySelector('h2')) !== state.subject) return;
        const { startedAt } = state;
        state.startedAt = 0;
        requestAnimationFrame(() => requestAnimationFrame(() => state.times.push(performance.now() - startedAt)));
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    for (let index = 0; index < count; index++) {
      await this.page.locator(`[id="${await this.rowInSight(index * 3)}"]`).click();
      await this.page.waitForFunction((done) => (window as unknown as { opening: { times: number[] } }).opening.times.length > done, index);
      if (index % 8 === 7) await this.wheel(8 * rowHeight);
    }
    return this.page.evaluate(() => (window as unknown as { opening: { times: number[] } }).opening.times);
  }

  /** Scrolls as a finger does, while the browser traces every frame. */
  async scroll(): Promise<Scrolled & { rows: number }> {
    const session = await this.session();
    const box = await this.page.locator('mailroom-email-list').boundingBox();
    const [x, y] = [(box?.x ?? 0) + 150, (box?.y ?? 0) + 300];
    const events: TraceEvent[] = [];
    session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
    await session.send('Tracing.start', {
      traceConfig: { includedCategories: ['disabled-by-default-devtools.timeline.frame', 'devtools.timeline.frame', 'benchmark'] },
      transferMode: 'ReportEvents',
    });
    const before = await this.offset();
    await session.send('Input.synthesizeScrollGesture', { x, y, yDistance: -scrolledPx, speed: pxPerSecond, preventFling: true });
    const after = await this.offset();
    const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
    await session.send('Tracing.end');
    await complete;
    return { ...framesOf(events), rows: Math.round((after - before) / rowHeight) };
  }

  async close(): Promise<void> {
    await this.browser.close();
  }

  /** The id of a row that is seen whole and not open: back and forth, so that rows are not next to each other. */
  private rowInSight(index: number): Promise<string> {
    return this.page.evaluate((at) => {
      const list = document.querySelector('mailroom-email-list');
      const { top, bottom } = list?.getBoundingClientRect() ?? new DOMRect();
      const rows = Array.from(list?.querySelectorAll('[role=option]:not([aria-current])') ?? []).filter((row) => {
        const box = row.getBoundingClientRect();
        return box.top >= top && box.bottom <= bottom;
      });
      return rows[at % rows.length]?.id ?? '';
    }, index);
  }

  private offset(): Promise<number> {
    return this.page.locator('mailroom-email-list cdk-virtual-scroll-viewport').evaluate((element) => element.scrollTop);
  }

  private async wheel(px: number): Promise<void> {
    await this.page.mouse.wheel(0, px);
  }

  private session(): Promise<CDPSession> {
    return this.context.newCDPSession(this.page);
  }
}

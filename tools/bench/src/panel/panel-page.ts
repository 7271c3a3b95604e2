import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type BrowserContext, type CDPSession, chromium, type Page } from 'playwright-core';
import { framesOf, type Scrolled, type TraceEvent } from './frames';

const flags = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-sync'];
const scrolledPx = 36_000;
const pxPerSecond = 3_000;
/** As in the panel's list. */
const rowHeight = 82;

/** The reference CRM with the panel open, in Chromium, as a signed-in user has it. */
export class PanelPage {
  private constructor(
    private readonly context: BrowserContext,
    private readonly profile: string,
    private readonly origin: string,
    private page: Page,
  ) {}

  static async open(origin: string, password: string): Promise<PanelPage> {
    const { context, profile } = await launch();
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
    return new PanelPage(context, profile, origin, page);
  }

  /** The same user in a browser that has never seen the CRM: from the start of the navigation until emails are drawn, in milliseconds. */
  async firstVisit(slowedBy: number): Promise<number> {
    const { context, profile } = await launch();
    try {
      await context.addCookies(await this.context.cookies());
      return await firstView(await context.newPage(), this.origin, slowedBy);
    } finally {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    }
  }

  /** The same in the browser that the user has every day. */
  async laterVisit(slowedBy: number): Promise<number> {
    await this.page.close();
    this.page = await this.context.newPage();
    return firstView(this.page, this.origin, slowedBy);
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
    await this.context.close();
    await rm(this.profile, { recursive: true, force: true });
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

/** A browser with a profile of its own on disk, as people have it: a private window would keep no compiled scripts. */
async function launch(): Promise<{ context: BrowserContext; profile: string }> {
  const profile = await mkdtemp(path.join(os.tmpdir(), 'mailroom-browser-'));
  const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: flags, viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(60_000);
  return { context, profile };
}

async function firstView(page: Page, origin: string, slowedBy: number): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowedBy });
  await page.addInitScript(() => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector('mailroom-email-row')) return;
      seen.disconnect();
      requestAnimationFrame(() => requestAnimationFrame(() => Object.assign(window, { firstViewMs: performance.now() })));
    });
    seen.observe(document, { subtree: true, childList: true });
  });
  await page.goto(origin, { waitUntil: 'commit' });
  const value = await page.waitForFunction(() => (window as { firstViewMs?: number }).firstViewMs);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  return Number(await value.jsonValue());
}

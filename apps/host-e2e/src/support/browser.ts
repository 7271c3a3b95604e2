import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser as Chromium, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { keepForDocs } from './docs-pictures';

/** Pictures of every screen that a journey comes by, to be looked at. */
const pictures = path.resolve(__dirname, '../../../../tmp/screenshots');
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Debian's Chromium; what goes wrong inside it (errors, requests to elsewhere) is kept for `complaints`. */
export class Browser {
  readonly complaints: string[] = [];

  private constructor(
    private readonly chromium: Chromium,
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly origins: readonly string[],
  ) {}

  /**
   * @param elsewhere a sign-in service that people are sent to, whose certificate the browser takes as it is
   * @param furtherFlags of Chromium's command line
   */
  static async open(origin: string, elsewhere?: string, furtherFlags: readonly string[] = []): Promise<Browser> {
    mkdirSync(pictures, { recursive: true });
    const launched = await chromium.launch({
      executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
      args: [...flags, ...furtherFlags],
    });
    const context = await launched.newContext({
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      colorScheme: 'light',
      reducedMotion: 'reduce',
      ignoreHTTPSErrors: elsewhere !== undefined,
    });
    context.setDefaultTimeout(15_000);
    const browser = new Browser(launched, context, await context.newPage(), elsewhere === undefined ? [origin] : [origin, elsewhere]);
    browser.listen();
    return browser;
  }

  private listen(): void {
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
    this.page.on('console', (message) => {
      const isElsewhere = this.origins.slice(1).some((origin) => message.location().url.startsWith(origin));
      if (message.type() === 'error' && !isElsewhere && !isExpected(message.text())) this.complaints.push(message.text());
    });
    this.page.on('request', (request) => {
      const url = request.url();
      if (/^https?:/.test(url) && !this.origins.some((origin) => url.startsWith(origin))) this.complaints.push(`Request to ${url}`);
    });
  }

  /** A screen is worth a picture, and is for everybody. */
  async look(name: string): Promise<void> {
    await this.picture(name);
    expect(await this.accessibilityFindings()).toEqual([]);
  }

  /** As `look`, and for everybody on a phone, in the dark and enlarged to twice its size, too. */
  async lookClosely(name: string): Promise<void> {
    const findings: string[] = [];
    await this.picture(name, async (variant) => {
      findings.push(...(await this.accessibilityFindings()).map((finding) => `${variant}: ${finding}`));
      const tooWide = await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      if (tooWide > 0) findings.push(`${variant}: the page is ${tooWide} px wider than its window`);
    });
    expect(findings).toEqual([]);
  }

  /** As `look`, in this one size and colour scheme. */
  async lookAsIs(name: string): Promise<void> {
    await this.take(name, 'narrow');
    expect(await this.accessibilityFindings()).toEqual([]);
    expect(await this.page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  }

  /** The network is gone, or back. */
  async setOffline(offline: boolean): Promise<void> {
    await this.context.setOffline(offline);
  }

  /** What is sent takes its time, until the returned function is called. */
  async slowUploads(bytesPerSecond: number): Promise<() => Promise<void>> {
    const session = await this.context.newCDPSession(this.page);
    await session.send('Network.enable');
    const unlimited = { offline: false, latency: 0, downloadThroughput: -1 };
    await session.send('Network.emulateNetworkConditions', { ...unlimited, uploadThroughput: bytesPerSecond });
    return () => session.detach();
  }

  /** Lets a file fall onto an element, as a file manager does it; `hover` looks at the screen before. */
  async drop(target: Locator, file: { name: string; type: string; bytes: number }, hover: () => Promise<void>): Promise<void> {
    const dataTransfer = await this.page.evaluateHandle(({ name, type, bytes }) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([new Uint8Array(bytes)], name, { type }));
      return dropped;
    }, file);
    await target.dispatchEvent('dragover', { dataTransfer });
    await hover();
    await target.dispatchEvent('drop', { dataTransfer });
  }

  /** The screen as it is, narrow, in dark and in light. */
  async picture(name: string, inspect: (variant: string) => Promise<void> = () => Promise.resolve()): Promise<void> {
    const wide = this.page.viewportSize() ?? { width: 1440, height: 900 };
    await this.page.setViewportSize({ width: 360, height: 740 });
    await this.take(name, 'narrow');
    await inspect('narrow');
    await this.page.setViewportSize(wide);
    for (const scheme of ['dark', 'light'] as const) {
      await this.page.emulateMedia({ colorScheme: scheme });
      await this.take(name, scheme);
      await inspect(scheme);
    }
  }

  private async take(name: string, variant: string): Promise<void> {
    await this.rest();
    const file = path.join(pictures, `${name}-${variant}.png`);
    await this.page.screenshot({ path: file, animations: 'disabled' });
    keepForDocs(name, variant, file);
  }

  /** What follows from a new size has been drawn, and what moves has arrived; only progress bars move for ever. */
  private async rest(): Promise<void> {
    await this.page.evaluate(async () => {
      const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      await frames();
      const finite = document.getAnimations().filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity);
      await Promise.allSettled(finite.map(({ finished }) => finished));
      await frames();
    });
  }

  /** What axe finds against WCAG 2.2 A and AA on the screen as it is: one line a finding. */
  private async accessibilityFindings(): Promise<string[]> {
    await this.page.evaluate(axeSource);
    return this.page.evaluate(async () => {
      const { axe } = window as unknown as { axe: { run: (options: unknown) => Promise<{ violations: Finding[] }> } };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
      const { violations } = await axe.run({ runOnly: { type: 'tag', values: tags }, rules: { 'target-size': { enabled: true } } });
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
    });
  }

  async stop(): Promise<void> {
    await this.context.close();
    await this.chromium.close();
  }
}

interface Finding {
  id: string;
  nodes: { html: string }[];
}

/** Chromium logs every answer of 400 and more, also where the page shows it: nobody is signed in; what was entered is refused, or taken. */
function isExpected(text: string): boolean {
  return /\b(401 \(Unauthorized\)|409 \(Conflict\)|422 \(Unprocessable Entity\))/.test(text);
}

import type { Page, Route } from 'playwright-core';

/** What the API answers in a state that is hard to reach; `'nothing yet'` keeps the page waiting. */
export type PlayedAnswer = object | { problem: { status: number; code: string; detail: string; remedy: string } } | 'nothing yet';

/** The product's own API, of which some calls are answered by the journey, as `'GET exchange-integration'`. */
export class PlayedApi {
  private readonly answers = new Map<string, PlayedAnswer>();

  private constructor() {}

  static async on(page: Page): Promise<PlayedApi> {
    const played = new PlayedApi();
    await page.route(/\/api\/mail\//, (route) => played.handle(route));
    return played;
  }

  /** From now on, until it is answered differently. */
  play(call: string, answer: PlayedAnswer): void {
    this.answers.set(call, answer);
  }

  /** Hands calls back to the product. */
  stop(...calls: string[]): void {
    for (const call of calls) this.answers.delete(call);
  }

  private async handle(route: Route): Promise<void> {
    const url = new URL(route.request().url());
    const answer = this.answers.get(`${route.request().method()} ${url.pathname.replace('/api/mail/', '')}`);
    if (answer === undefined) return route.continue();
    if (answer === 'nothing yet') return;
    if (!('problem' in answer)) return route.fulfill({ json: answer });
    const { status } = answer.problem as { status: number };
    return route.fulfill({
      status,
      contentType: 'application/problem+json',
      json: { type: 'about:blank', title: 'Refused', ...answer.problem },
    });
  }
}

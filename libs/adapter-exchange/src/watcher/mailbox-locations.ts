import type { Sleeper } from '@mailroom/mail-adapter';
import type { ServerState } from '../client/server-state';
import { groupingInformation } from '../discovery/grouping-information';
import type { Watch } from './watch';
import type { WatcherTools } from './watcher-tools';

/** Mailboxes that are asked for together (Autodiscover takes 100). */
const askedTogether = 100;

/** How long it is waited for others to ask for with one, in milliseconds. */
const gatheringMs = 100;

/** How long a server that has not answered is not asked again, in milliseconds. */
const untilNextQuestionMs = 3_600_000;

/** Finds out which impersonated mailboxes live together, where Autodiscover tells; else all of a server's do. */
export class MailboxLocations implements Sleeper {
  private waiting: Watch[] = [];
  /** Servers without an answer, and when they are asked again, by `performance.now()`. */
  private readonly silentUntil = new Map<ServerState, number>();

  constructor(
    private readonly tools: WatcherTools,
    private readonly found: (watch: Watch, location: string) => void,
  ) {}

  find(watch: Watch): void {
    if (performance.now() < (this.silentUntil.get(watch.server) ?? 0)) return this.found(watch, '');
    this.waiting.push(watch);
    if (this.waiting.length === 1) this.tools.clock.wake(this, gatheringMs);
  }

  ring(): void {
    const byServer = new Map<ServerState, Watch[]>();
    for (const watch of this.waiting) if (!watch.hasEnded) byServer.set(watch.server, [...(byServer.get(watch.server) ?? []), watch]);
    this.waiting = [];
    for (const [server, watches] of byServer) {
      for (let start = 0; start < watches.length; start += askedTogether) {
        this.tools.background(this.ask(server, watches.slice(start, start + askedTogether)));
      }
    }
  }

  private async ask(server: ServerState, watches: readonly Watch[]): Promise<void> {
    const [first] = watches;
    if (!first) return;
    const addresses = watches.map(({ target }) => target.mailboxAddress);
    const locations = await this.tools
      .limitsOf(server)
      .requests.run(() => groupingInformation(this.tools.client(first), addresses, this.tools.closing))
      .catch(() => {
        this.silentUntil.set(server, performance.now() + untilNextQuestionMs);
        return new Map<string, string>();
      });
    for (const watch of watches) {
      if (!watch.hasEnded && !this.tools.isClosing) this.found(watch, locations.get(watch.target.mailboxAddress.toLowerCase()) ?? '');
    }
  }
}

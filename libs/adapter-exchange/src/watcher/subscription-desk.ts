import { MailError } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { isAtLeast } from '../exchange-version';
import { getFolder } from '../operations/get-folder';
import { subscribe } from '../operations/subscribe';
import { unsubscribe } from '../operations/unsubscribe';
import type { Watch } from './watch';
import type { WatcherTools } from './watcher-tools';

/** How long the server may take to end a subscription that is not needed any more, in milliseconds. */
const farewellMs = 5_000;

/** What a group does with what comes of its subscribing. */
interface Customers {
  clientFor(watch: Watch): EwsClient;
  /** Of those who wait, who may subscribe now. */
  gather(waiting: readonly Watch[]): readonly Watch[];
  subscribed(watch: Watch, subscriptionId: string): void;
  failed(watch: Watch, error: MailError): void;
  /** Nobody waits any more. */
  idle(): void;
}

/** Subscribes to the mailboxes of one group, a few at a time. */
export class SubscriptionDesk {
  private readonly waiting = new Set<Watch>();
  private isOpen = false;

  constructor(
    private readonly tools: WatcherTools,
    private readonly customers: Customers,
  ) {}

  add(watch: Watch): void {
    this.waiting.add(watch);
    if (this.isOpen) return;
    this.isOpen = true;
    this.tools.background(this.serve());
  }

  remove(watch: Watch): void {
    this.waiting.delete(watch);
  }

  /** Tells the server that nobody listens any more; it forgets by itself too, so a failure costs nothing. */
  end(watch: Watch, subscriptionId: string): void {
    const client = this.customers.clientFor(watch);
    const signal = AbortSignal.timeout(farewellMs);
    const ended = this.requestsOf(watch).run(() => unsubscribe(client, subscriptionId, { signal }));
    this.tools.background(ended.catch(() => undefined));
  }

  private async serve(): Promise<void> {
    // Who is added together is served together.
    await Promise.resolve();
    while (this.waiting.size > 0 && !this.tools.isClosing) {
      const next = this.customers.gather([...this.waiting]);
      for (const watch of next) this.waiting.delete(watch);
      await Promise.all(next.map((watch) => this.requestsOf(watch).run(() => this.subscribe(watch))));
    }
    this.isOpen = false;
    this.customers.idle();
  }

  private async subscribe(watch: Watch): Promise<void> {
    if (watch.hasEnded || watch.group === null) return;
    const client = this.customers.clientFor(watch);
    try {
      // The version is known once the server has answered something.
      if (!watch.server.isSettled) await getFolder(client, [{ distinguished: 'inbox' }], { signal: this.tools.closing });
      if (!isAtLeast(watch.server.version, 'Exchange2010_SP1')) throw new MailError('unsupported-version');
      const id = await subscribe(client, { signal: this.tools.closing });
      watch.target = client.target;
      if (watch.hasEnded) this.end(watch, id);
      else this.customers.subscribed(watch, id);
    } catch (cause) {
      if (watch.hasEnded || this.tools.isClosing) return;
      this.customers.failed(watch, cause instanceof MailError ? cause : new MailError('protocol-error', { cause }));
    }
  }

  private requestsOf(watch: Watch) {
    return this.tools.limitsOf(watch.server).requests;
  }
}

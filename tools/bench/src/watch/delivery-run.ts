import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { SimulatedExchange } from '@mailroom/test-bed';
import { type Percentiles, percentiles } from '../percentiles';
import type { MessageTable } from './message-table';

/** How often it is looked which messages are visible, in milliseconds: what is measured is no finer. */
const lookEveryMs = 20;

/** Deliveries that are spread over many mailboxes, and the time until each is visible. */
export class DeliveryRun {
  private readonly deliveredAt = new Map<string, number>();
  private readonly lags: number[] = [];
  private isOver = false;

  constructor(
    private readonly exchange: SimulatedExchange,
    private readonly table: MessageTable,
    private readonly addresses: readonly string[],
  ) {}

  async run(count: number, perSecond: number): Promise<Percentiles> {
    const looking = this.look(count);
    const startedAt = performance.now();
    const underWay: Promise<void>[] = [];
    for (let number = 0; number < count; number++) {
      await sleep(Math.max(0, startedAt + (number * 1_000) / perSecond - performance.now()));
      underWay.push(this.deliver(this.addresses[Math.floor((number * this.addresses.length) / count)] ?? ''));
    }
    await Promise.all(underWay);
    this.isOver = true;
    await looking;
    return percentiles(this.lags);
  }

  private async deliver(address: string): Promise<void> {
    const id = `<${randomUUID()}@watch.test>`;
    const head = ['From: Ben <ben@watch.test>', `To: <${address}>`, 'Subject: News', `Date: ${new Date().toUTCString()}`];
    const message = [...head, `Message-ID: ${id}`, 'Content-Type: text/plain', '', 'News.', ''].join('\r\n');
    this.deliveredAt.set(id, performance.now());
    await this.exchange.deliver(address, 'Inbox', Buffer.from(message));
  }

  private async look(count: number): Promise<void> {
    while (this.lags.length < count) {
      await sleep(lookEveryMs);
      const now = performance.now();
      for (const id of this.table.newMessages()) {
        const deliveredAt = this.deliveredAt.get(id);
        if (deliveredAt === undefined) continue;
        this.lags.push(now - deliveredAt);
        this.deliveredAt.delete(id);
      }
      const oldest = this.deliveredAt.values().next().value ?? now;
      if (this.isOver && now - oldest > 120_000) throw new Error(`${this.deliveredAt.size} of ${count} deliveries are not visible.`);
    }
  }
}

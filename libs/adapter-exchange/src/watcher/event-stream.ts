import { MailError, type SharedClock, type Sleeper } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { getStreamingEvents, type StreamNews } from '../operations/get-streaming-events';

/** A server says something every minute or so, if only that nothing happened. A silence this long, in milliseconds, is a dead connection. */
const silenceMs = 120_000;

/** How long a connection whose subscriptions another reads may take to end, in milliseconds. */
const farewellMs = 5_000;

/** A connection that ends sooner than this, in milliseconds, is not opened again without a pause. */
const settlingMs = 1_000;

/** One hanging connection that streams notifications. */
export class EventStream implements Sleeper {
  /** Whether it has brought anything yet, if only a sign of life. */
  hasSpoken = false;
  /** Whether it has said that it goes on without a subscription. */
  private hasLost = false;
  private isRetired = false;
  private isOver = false;
  private hasEnded = false;
  private heardAt = performance.now();
  private readonly openedAt = performance.now();
  private readonly ending = new AbortController();

  constructor(private readonly clock: SharedClock) {}

  /** Resolves when the server has ended the connection in its time. @throws MailError; whatever, after `end` */
  async read(client: EwsClient, subscriptionIds: readonly string[], hear: (news: StreamNews) => void): Promise<void> {
    this.clock.wake(this, silenceMs);
    try {
      for await (const news of getStreamingEvents(client, subscriptionIds, { signal: this.ending.signal })) {
        this.heardAt = performance.now();
        if (news.lost) this.hasLost = true;
        else this.hasSpoken = true;
        hear(news);
        if (this.hasEnded) return;
      }
    } finally {
      this.isOver = true;
      this.clock.forget(this);
    }
    if (!this.hasLost && performance.now() - this.openedAt < settlingMs)
      throw new MailError('connection-lost', { message: 'The mail server ended the connection for notifications at once.' });
  }

  /** Another connection reads its subscriptions now: what is on its way still arrives. */
  retire(): void {
    this.isRetired = true;
    this.clock.wake(this, farewellMs);
  }

  ring(): void {
    const silentFor = performance.now() - this.heardAt;
    if (this.isRetired) this.end();
    else if (silentFor < silenceMs) this.clock.wake(this, silenceMs - silentFor);
    else this.abort(new MailError('timeout', { message: `The mail server was silent for ${silenceMs / 1_000} s.` }));
  }

  end(): void {
    this.hasEnded = true;
    // What is at its end just now, or tells of something, is left in good order.
    setImmediate(() => {
      if (!this.isOver) this.abort(new MailError('connection-lost', { message: 'The connection for notifications was ended here.' }));
    });
  }

  private abort(reason: MailError): void {
    this.ending.abort(reason);
  }
}

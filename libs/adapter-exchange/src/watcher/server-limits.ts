import { Turnstile } from '@mailroom/mail-adapter';

/** The most subscriptions that a connection of Exchange's reads. */
const mostSubscriptions = 200;

/** Subscribe, Unsubscribe and questions that are under way at one server. */
const requestsAtOnce = 8;

/** What of one server's limits concerns watching: it does not tell them, so they are learnt from its refusals. */
export class ServerLimits {
  readonly requests = new Turnstile(requestsAtOnce);
  /** Mailboxes that are asked in turn because they cannot be listened to. */
  asked = 0;
  private perConnection = mostSubscriptions;

  get subscriptionsPerConnection(): number {
    return this.perConnection;
  }

  /** So many were refused. */
  refused(subscriptions: number): void {
    this.perConnection = Math.max(1, Math.min(this.perConnection, Math.floor(subscriptions / 2)));
  }
}

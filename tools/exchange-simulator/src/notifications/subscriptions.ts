import { ResponseError } from '../soap/errors';
import { type StreamingSettings } from './chunk-writer';
import { type LossCode, Subscription, type SubscriptionRequest } from './subscription';

/** How long things last, in milliseconds. */
export interface NotificationTimes {
  /** Between two keep-alives of a streaming connection. */
  readonly keepAlive: number;
  /** What requests mean by a minute. */
  readonly minute: number;
}

/** Errors that a subscription ends with when somebody wants to read it. */
const endings = {
  pull: { expired: 'ErrorExpiredSubscription', overrun: 'ErrorEventNotFound' },
  streaming: { expired: 'ErrorSubscriptionNotFound', overrun: 'ErrorMissedNotificationEvents' },
} as const;

/** All subscriptions of the server. */
export class Subscriptions {
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(
    readonly times: NotificationTimes,
    readonly streaming: StreamingSettings,
  ) {}

  create(request: SubscriptionRequest): Subscription {
    for (const { id, isExpired } of this.subscriptions.values()) if (isExpired) this.remove(id);
    const subscription = new Subscription(request);
    this.subscriptions.set(subscription.id, subscription);
    return subscription;
  }

  /** @throws {ResponseError} when there is none of that id (any more), another account made it, or it ends now. */
  find(id: string, account: string): Subscription {
    const subscription = this.subscriptions.get(id);
    if (subscription === undefined) throw new ResponseError('ErrorSubscriptionNotFound', 'The specified subscription was not found.');
    if (subscription.request.account !== account) {
      throw new ResponseError('ErrorSubscriptionAccessDenied', 'You must own the subscription to read or end it.');
    }
    const { expired, overrun } = endings[subscription.request.kind];
    if (subscription.isExpired) this.refuse(subscription, expired, 'The subscription has expired.');
    if (subscription.isOverrun) this.refuse(subscription, overrun, 'Events were given up because nobody fetched them.');
    return subscription;
  }

  remove(id: string, code: LossCode = 'ErrorSubscriptionNotFound'): void {
    this.subscriptions.get(id)?.end(code);
    this.subscriptions.delete(id);
  }

  /** Ends all subscriptions to a mailbox (any when undefined), as a server does that fails over. Answers how many. */
  lose(mailbox: string | undefined): number {
    const lost = [...this.subscriptions.values()].filter(
      ({ request }) => mailbox === undefined || request.mailbox.address.toLowerCase() === mailbox.toLowerCase(),
    );
    for (const { id } of lost) this.remove(id);
    return lost.length;
  }

  private refuse({ id }: Subscription, code: string, message: string): never {
    this.remove(id);
    throw new ResponseError(code, message);
  }
}

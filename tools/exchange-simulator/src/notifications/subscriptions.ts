import { ResponseError } from '../soap/errors';
import { Subscription, type SubscriptionRequest } from './subscription';

/** How long things last, in milliseconds. */
export interface NotificationTimes {
  /** Between two keep-alives of a streaming connection. */
  readonly keepAlive: number;
  /** What requests mean by a minute. */
  readonly minute: number;
}

/** All subscriptions of the server. */
export class Subscriptions {
  private readonly subscriptions = new Map<string, Subscription>();

  constructor(readonly times: NotificationTimes) {}

  create(request: SubscriptionRequest): Subscription {
    for (const { id, isExpired } of this.subscriptions.values()) if (isExpired) this.remove(id);
    const subscription = new Subscription(request);
    this.subscriptions.set(subscription.id, subscription);
    return subscription;
  }

  /** @throws {ResponseError} when there is none of that id (any more), or another account made it. */
  find(id: string, account: string): Subscription {
    const subscription = this.subscriptions.get(id);
    if (subscription?.isExpired) this.remove(id);
    if (subscription === undefined || subscription.isExpired) {
      throw new ResponseError('ErrorSubscriptionNotFound', 'The specified subscription was not found.');
    }
    if (subscription.request.account !== account) {
      throw new ResponseError('ErrorSubscriptionAccessDenied', 'You must own the subscription to read or end it.');
    }
    return subscription;
  }

  remove(id: string): void {
    this.subscriptions.get(id)?.end();
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

  clear(): void {
    for (const id of this.subscriptions.keys()) this.remove(id);
  }
}

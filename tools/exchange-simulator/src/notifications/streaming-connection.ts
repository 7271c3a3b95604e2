import { type HangingAnswer } from '../operations/operation';
import { ResponseWriter } from '../soap/response-writer';
import { escapeXml } from '../soap/xml-text';
import { writeNotification } from './event-writer';
import { type StreamingSettings } from './chunk-writer';
import { type LossCode, type QueuedEvent, type Subscription, type SubscriptionReader } from './subscription';
import { type NotificationTimes } from './subscriptions';

const operation = 'GetStreamingEvents';

const losses: Readonly<Record<LossCode, string>> = {
  ErrorSubscriptionNotFound: 'The specified subscription was not found.',
  ErrorSubscriptionUnsubscribed: 'The subscription has been ended.',
  ErrorNewEventStreamConnectionOpened: 'Another connection was opened with the same subscription.',
};

/**
 * A GetStreamingEvents connection: at once an envelope that says it is open, then one whenever something happens, or a keep-alive,
 * until its time is over or none of its subscriptions is left.
 */
export class StreamingConnection implements HangingAnswer, SubscriptionReader {
  private readonly subscriptions: Set<Subscription>;
  private send: (content: ResponseWriter) => void = () => undefined;
  private end: () => void = () => undefined;
  private keepAlive: NodeJS.Timeout | undefined;
  private lifetimeEnd: NodeJS.Timeout | undefined;
  private flush: NodeJS.Immediate | undefined;

  constructor(
    subscriptions: readonly Subscription[],
    private readonly times: NotificationTimes,
    private readonly streaming: StreamingSettings,
    /** Milliseconds. */
    private readonly lifetime: number,
  ) {
    this.subscriptions = new Set(subscriptions);
  }

  open(send: (content: ResponseWriter) => void, end: () => void): () => void {
    this.send = send;
    this.end = end;
    for (const subscription of this.subscriptions) subscription.attach(this);
    this.sendStatus('OK');
    this.wake();
    this.keepAlive = setInterval(() => this.sendNotifications(true), this.times.keepAlive);
    this.lifetimeEnd = setTimeout(() => this.finish(), this.lifetime);
    return () => this.stop();
  }

  /** What happens together (a message arrives, its folder changes) goes out together. */
  wake(): void {
    this.flush ??= setImmediate(() => {
      this.flush = undefined;
      this.sendNotifications(false);
    });
  }

  lose(subscription: Subscription, code: LossCode): void {
    this.subscriptions.delete(subscription);
    const out = new ResponseWriter().raw(`<m:${operation}ResponseMessage ResponseClass="Error">`).refusal(code, losses[code]);
    out.raw(errorSubscriptionIds([subscription.id])).raw(`</m:${operation}ResponseMessage>`);
    this.send(out);
    if (this.subscriptions.size === 0) this.finish();
  }

  private sendNotifications(withKeepAlive: boolean): void {
    const pending = [...this.subscriptions].map((subscription) => ({ subscription, events: subscription.take() }));
    const told = pending.filter(({ events }) => withKeepAlive || events.length > 0);
    if (told.length === 0) return;
    if (this.streaming.chunking !== 'together') return this.sendNotification(told);
    for (const { subscription, events } of told) {
      const alone = events.length === 0 ? [[]] : events.map((event) => [event]);
      for (const single of alone) this.sendNotification([{ subscription, events: single }]);
    }
  }

  private sendNotification(told: readonly { readonly subscription: Subscription; readonly events: readonly QueuedEvent[] }[]): void {
    this.sendMessage((out) => {
      out.raw('<m:Notifications>');
      for (const { subscription, events } of told) {
        out.raw('<t:Notification>');
        writeNotification(out, subscription, events, undefined);
        out.raw('</t:Notification>');
      }
      out.raw('</m:Notifications>');
    });
  }

  private sendStatus(status: 'OK' | 'Closed'): void {
    this.sendMessage((out) => void out.element('m:ConnectionStatus', status));
  }

  private sendMessage(write: (out: ResponseWriter) => void): void {
    const out = new ResponseWriter();
    this.send(out.message(operation, () => write(out)));
  }

  private finish(): void {
    this.sendStatus('Closed');
    this.stop();
    this.end();
  }

  private stop(): void {
    clearInterval(this.keepAlive);
    clearTimeout(this.lifetimeEnd);
    clearImmediate(this.flush);
    for (const subscription of this.subscriptions) subscription.detach(this);
    this.send = () => undefined;
  }
}

/** The list of subscriptions that an error is about. */
export function errorSubscriptionIds(ids: readonly string[]): string {
  return `<m:ErrorSubscriptionIds>${ids.map((id) => `<t:SubscriptionId>${escapeXml(id)}</t:SubscriptionId>`).join('')}</m:ErrorSubscriptionIds>`;
}

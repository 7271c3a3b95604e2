import { randomBytes } from 'node:crypto';
import { type Folder } from '../mailbox/folder';
import { type Mailbox } from '../mailbox/mailbox';
import { type MailboxEvent } from '../mailbox/mailbox-event';

/** What a subscriber asked for. */
export interface SubscriptionRequest {
  readonly kind: 'streaming' | 'pull';
  /** The account that made it, which alone may read it. */
  readonly account: string;
  readonly mailbox: Mailbox;
  /** Undefined: every folder of the mailbox. */
  readonly folders: ReadonlySet<Folder> | undefined;
  readonly eventTypes: ReadonlySet<string>;
  /** Milliseconds that it lives without being read. */
  readonly lifetime: number;
}

/** An event that waits to be fetched. */
export interface QueuedEvent {
  /** Counts the subscription's events from 1; watermarks are made from it. */
  readonly number: number;
  readonly at: number;
  readonly event: MailboxEvent;
}

/** Who reads a streaming subscription at the moment. */
export interface SubscriptionReader {
  /** There are events to take. */
  wake(): void;
  /** The subscription is gone, or another connection reads it now. */
  lose(subscription: Subscription, code: 'ErrorSubscriptionNotFound' | 'ErrorNewEventStreamConnectionOpened'): void;
}

/** Collects a mailbox's events for one client until it fetches them. */
export class Subscription {
  readonly id: string;
  private queue: QueuedEvent[] = [];
  private count = 0;
  private lastRead = Date.now();
  private reader: SubscriptionReader | undefined;

  constructor(readonly request: SubscriptionRequest) {
    this.id = Buffer.concat([Buffer.from('localhost'), randomBytes(24)]).toString('base64');
    request.mailbox.listeners.add(this.receive);
  }

  get isExpired(): boolean {
    return this.reader === undefined && Date.now() - this.lastRead >= this.request.lifetime;
  }

  /** The watermark after the last event that has been taken. */
  get watermark(): string {
    return this.formatWatermark((this.queue[0]?.number ?? this.count + 1) - 1);
  }

  formatWatermark(number: number): string {
    return Buffer.from(`${this.id}:${number}`).toString('base64');
  }

  /** All events that wait, which wait no longer. */
  take(): readonly QueuedEvent[] {
    const events = this.queue;
    this.queue = [];
    return events;
  }

  /** The events after a watermark; those up to it are forgotten. Undefined when it is none of this subscription's. */
  readAfter(watermark: string): readonly QueuedEvent[] | undefined {
    const number = Number(Buffer.from(watermark, 'base64').toString().replace(`${this.id}:`, '') || NaN);
    const oldest = this.queue[0]?.number ?? this.count + 1;
    if (!Number.isInteger(number) || number > this.count || number < oldest - 1) return undefined;
    this.lastRead = Date.now();
    this.queue = this.queue.filter((event) => event.number > number);
    return this.queue;
  }

  /** Lets a connection read; the one that did loses it. */
  attach(reader: SubscriptionReader): void {
    this.reader?.lose(this, 'ErrorNewEventStreamConnectionOpened');
    this.reader = reader;
  }

  detach(reader: SubscriptionReader): void {
    if (this.reader !== reader) return;
    this.reader = undefined;
    this.lastRead = Date.now();
  }

  /** Ends the subscription. */
  end(): void {
    this.request.mailbox.listeners.delete(this.receive);
    this.reader?.lose(this, 'ErrorSubscriptionNotFound');
    this.reader = undefined;
  }

  private readonly receive = (event: MailboxEvent): void => {
    if (!this.request.eventTypes.has(event.type) || !this.isWatched(event)) return;
    this.queue.push({ number: ++this.count, at: Date.now(), event });
    this.reader?.wake();
  };

  private isWatched(event: MailboxEvent): boolean {
    const { folders } = this.request;
    if (folders === undefined) return true;
    if ('folder' in event) return folders.has(event.folder) || (event.folder.parent !== undefined && folders.has(event.folder.parent));
    return folders.has(event.item.folder) || ('oldItem' in event && folders.has(event.oldItem.folder));
  }
}

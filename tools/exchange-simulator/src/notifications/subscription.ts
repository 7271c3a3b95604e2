import { randomBytes } from 'node:crypto';
import { type Folder } from '../mailbox/folder';
import { type Mailbox } from '../mailbox/mailbox';
import { type MailboxEvent } from '../mailbox/mailbox-event';
import { type Audience, toldEvents } from './told-events';

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
  /** Whether the server is Exchange 2013 or later. */
  readonly isModern: boolean;
}

/** An event that waits to be fetched. */
export interface QueuedEvent {
  /** Counts the subscription's events from 1; watermarks are made from it. */
  readonly number: number;
  readonly at: number;
  readonly event: MailboxEvent;
}

/** What a reader is told when it loses a subscription. */
export type LossCode = 'ErrorSubscriptionNotFound' | 'ErrorSubscriptionUnsubscribed' | 'ErrorNewEventStreamConnectionOpened';

/** Who reads a streaming subscription at the moment. */
export interface SubscriptionReader {
  /** There are events to take. */
  wake(): void;
  /** The subscription is gone, or another connection reads it now. */
  lose(subscription: Subscription, code: LossCode): void;
}

/** The most events that wait for somebody to fetch them; more, and they are given up. */
const mostWaiting = 10_000;

/** Collects a mailbox's events for one client until it fetches them. */
export class Subscription {
  readonly id: string;
  /** Whether events were given up because nobody fetched them. */
  isOverrun = false;
  private queue: QueuedEvent[] = [];
  private count = 0;
  private lastRead = Date.now();
  private reader: SubscriptionReader | undefined;
  private readonly audience: Audience;

  constructor(readonly request: SubscriptionRequest) {
    this.id = Buffer.concat([Buffer.from('localhost'), randomBytes(24)]).toString('base64');
    this.audience = { isToAllFolders: request.folders === undefined, isModern: request.isModern };
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
  end(code: LossCode): void {
    this.request.mailbox.listeners.delete(this.receive);
    this.reader?.lose(this, code);
    this.reader = undefined;
  }

  private readonly receive = (happened: MailboxEvent): void => {
    for (const event of toldEvents(happened, this.audience)) {
      if (this.request.eventTypes.has(event.type) && this.isWatched(event)) this.enqueue(event);
    }
  };

  private enqueue(event: MailboxEvent): void {
    if (this.reader === undefined && this.queue.length >= mostWaiting) {
      this.isOverrun = true;
      this.request.mailbox.listeners.delete(this.receive);
      return;
    }
    this.queue.push({ number: ++this.count, at: Date.now(), event });
    this.reader?.wake();
  }

  private isWatched(event: MailboxEvent): boolean {
    const { folders } = this.request;
    if (folders === undefined) return true;
    if ('folder' in event) {
      const parents = [event.folder.parent, 'oldParent' in event ? event.oldParent : undefined];
      return folders.has(event.folder) || parents.some((parent) => parent !== undefined && folders.has(parent));
    }
    return folders.has(event.item.folder) || ('oldItem' in event && folders.has(event.oldItem.folder));
  }
}

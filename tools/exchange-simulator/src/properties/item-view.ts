import { parseMessage, type ParsedMessage } from '@mailroom/mime';
import { type Item } from '../mailbox/item';
import { type MessageSource } from '../mailbox/message-source';
import { type MessageSummary } from '../mailbox/message-summary';
import { type CalendarObject, readCalendarObject } from './calendar-object';

/** A message while its properties are written: each of its layers is read once, and only when a property needs it. */
export class ItemView {
  private bytesRead: Buffer | undefined;
  private messageParsed: ParsedMessage | undefined;
  private summaryRead: MessageSummary | undefined;
  private calendarRead: { readonly object: CalendarObject | undefined } | undefined;

  constructor(
    readonly source: MessageSource,
    /** Undefined for a message that is another's attachment. */
    readonly item?: Item,
  ) {}

  static of(item: Item): ItemView {
    return new ItemView(item.source, item);
  }

  get itemClass(): string {
    return (this.item ?? this.source).itemClass;
  }

  get summary(): MessageSummary {
    return (this.summaryRead ??= this.source.summary());
  }

  get bytes(): Buffer {
    return (this.bytesRead ??= this.source.read());
  }

  get message(): ParsedMessage {
    return (this.messageParsed ??= parseMessage(this.bytes));
  }

  /** The event that the message is about, if it is about one. */
  get calendar(): CalendarObject | undefined {
    return (this.calendarRead ??= { object: readCalendarObject(this.bytes, this.message) }).object;
  }

  /** Whether there are attachments that are not part of the text. */
  get hasAttachments(): boolean {
    const known = this.item?.hasAttachments;
    if (known !== undefined) return known;
    const has = this.message.attachments.some(({ isInline }) => !isInline);
    if (this.item !== undefined) this.item.hasAttachments = has;
    return has;
  }
}

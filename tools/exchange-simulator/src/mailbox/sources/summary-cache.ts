import { type MessageSource } from '../message-source';
import { type MessageSummary } from '../message-summary';

/**
 * The summaries of the messages that were asked for last, so that a mailbox of any size takes the same memory.
 * A page of a listing and the batches of its messages that follow read each header once.
 */
export class SummaryCache {
  private readonly summaries = new Map<MessageSource, MessageSummary>();

  constructor(private readonly capacity = 4096) {}

  get(source: MessageSource, read: () => MessageSummary): MessageSummary {
    const known = this.summaries.get(source);
    if (known !== undefined) return known;
    const summary = read();
    const oldest = this.summaries.size >= this.capacity ? this.summaries.keys().next().value : undefined;
    if (oldest !== undefined) this.summaries.delete(oldest);
    this.summaries.set(source, summary);
    return summary;
  }
}

import type { MailboxSession, MessageRef, MessageSink } from '@mailroom/mail-adapter';
import { TooCostlyError } from '../parsing/bounded-worker';
import type { MessageParser } from '../parsing/message-parser';
import type { ShownError } from './account-state';
import { emptyBatch, type FolderBatch } from './folder-batch';
import type { ImportFilter } from './import-policy';
import type { PagePlan } from './page-plan';
import type { MessageState, PreparedMessage } from './prepared-message';

/** A batch's bytes are held until it is stored. */
const largestBatchBytes = 8 * 1024 * 1024;

/** What fetching works with. */
export interface FetchTools {
  session: MailboxSession;
  batchMessages: number;
  parser: MessageParser;
  /** What is not imported. */
  filter: ImportFilter;
}

/**
 * Fetches what a page asks for, in batches. All but the last are given away as soon as a message comes that has no room in them, and
 * more is fetched once somebody has taken them.
 */
export class BatchFetch {
  private batch = emptyBatch();
  private bytes = 0;
  private readonly asked: ReadonlyMap<string, PagePlan['fetch'][number]>;

  constructor(
    private readonly tools: FetchTools,
    private readonly wanted: PagePlan['fetch'],
    private readonly takeFull: (messages: PreparedMessage[]) => Promise<void>,
    private readonly signal: AbortSignal,
  ) {
    this.asked = new Map(wanted.map((each) => [each.ref.remoteId, each]));
  }

  /** @returns the last batch, and what was not had of all of them */
  async run(): Promise<FolderBatch> {
    const sink: MessageSink = {
      message: (ref, raw) => this.read(ref, raw),
      // Also one that is said not to be there: if it is gone, its removal is told next, and if not, it must not be forgotten.
      failed: (ref, error) => {
        this.skip(ref, error);
      },
    };
    const refs = this.wanted.map(({ ref }) => ref);
    if (refs.length > 0) await this.tools.session.fetch(refs, sink, { signal: this.signal });
    return this.batch;
  }

  private read(ref: MessageRef, raw: Buffer): Promise<void> | void {
    this.signal.throwIfAborted();
    const reason = this.tools.filter.read(raw);
    if (reason) {
      this.exclude(ref, reason);
      return;
    }
    const message = this.tools.parser.prepare(ref, raw, this.stateOf(ref));
    if (!(message instanceof Promise)) return this.take(message);
    return message.then(
      (prepared) => this.take(prepared),
      (error: unknown) => {
        if (!(error instanceof TooCostlyError)) throw error;
        this.exclude(ref, { code: 'too-costly', message: error.message });
      },
    );
  }

  private take(message: PreparedMessage): Promise<void> | void {
    const { messages } = this.batch;
    const isFull = messages.length >= this.tools.batchMessages || this.bytes >= largestBatchBytes;
    if (isFull) {
      this.batch.messages = [];
      this.bytes = 0;
    }
    this.batch.messages.push(message);
    this.bytes += message.raw.length;
    if (isFull) return this.takeFull(messages);
  }

  private skip(ref: MessageRef, reason: ShownError): void {
    this.batch.skipped.push({ ref, state: this.stateOf(ref), reason });
  }

  private exclude(ref: MessageRef, reason: ShownError): void {
    this.skip(ref, reason);
    if (this.asked.get(ref.remoteId)?.isStored) this.batch.removed.push(ref.remoteId);
  }

  private stateOf({ remoteId }: MessageRef): MessageState {
    return this.asked.get(remoteId)?.state ?? { isRead: false, receivedAt: null };
  }
}

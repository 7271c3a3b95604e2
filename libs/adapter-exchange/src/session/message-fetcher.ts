import { type Cancellable, MailError, type MessageRef, type MessageSink } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { getItem } from '../operations/get-item';
import { ResponseTooLarge } from '../transport/http-transport';
import { BatchSize } from './batch-size';

/** How often in a row a batch may break without having brought a message. */
const maxFruitlessBatches = 3;

interface BatchOutcome {
  /** What reached the sink. */
  done: Set<MessageRef>;
  /** What failed in a way that may or may not be its own fault: asked for again, alone. */
  suspects: MessageRef[];
  /** What ended the batch early. */
  error: MailError | null;
}

/** Brings messages in batches, each ref to the sink exactly once, however often a batch breaks on the way. */
export class MessageFetcher {
  private readonly batchSize = new BatchSize();

  constructor(private readonly client: EwsClient) {}

  async fetch(refs: readonly MessageRef[], sink: MessageSink, options?: Cancellable): Promise<void> {
    let missing = [...refs];
    let suspects: MessageRef[] = [];
    let fruitless = 0;
    while (missing.length + suspects.length > 0) {
      const batch = missing.length > 0 ? this.batchSize.take(missing) : suspects.slice(0, 1);
      const outcome = await this.fetchBatch(batch, sink, options);
      missing = missing.filter((ref) => !outcome.done.has(ref) && !outcome.suspects.includes(ref));
      suspects = [...suspects.filter((ref) => !outcome.done.has(ref)), ...outcome.suspects];
      fruitless = outcome.done.size > 0 ? 0 : fruitless + 1;
      if (outcome.error && (!endsOnlyTheBatch(outcome.error) || fruitless >= maxFruitlessBatches)) throw outcome.error;
    }
  }

  private async fetchBatch(batch: MessageRef[], sink: MessageSink, options?: Cancellable): Promise<BatchOutcome> {
    const outcome: BatchOutcome = { done: new Set(), suspects: [], error: null };
    const startedAt = performance.now();
    let sinkMs = 0;
    try {
      for await (const item of getItem(this.client, batch, options)) {
        options?.signal?.throwIfAborted();
        const givenAt = performance.now();
        if ('mime' in item) {
          await sink.message(item.ref, item.mime);
          outcome.done.add(item.ref);
        } else await this.failed(item.ref, item.error, batch.length === 1, sink, outcome);
        sinkMs += performance.now() - givenAt;
      }
      if (outcome.done.size + outcome.suspects.length < batch.length) {
        outcome.error ??= new MailError('protocol-error', { message: 'The mail server answered for fewer messages than were asked for.' });
      }
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const [only] = batch;
      if (error instanceof ResponseTooLarge && batch.length === 1 && only) await this.failed(only, error, true, sink, outcome);
      else outcome.error = error;
    }
    if (outcome.error) this.batchSize.shrink();
    else this.batchSize.succeeded(batch.length, performance.now() - startedAt - sinkMs);
    return outcome;
  }

  private async failed(ref: MessageRef, error: MailError, isAlone: boolean, sink: MessageSink, outcome: BatchOutcome): Promise<void> {
    if (endsEveryBatch(error)) outcome.error = error;
    else if (error.class === 'retry-later' && !isAlone) outcome.suspects.push(ref);
    else {
      await sink.failed(ref, asItemError(error));
      outcome.done.add(ref);
    }
  }
}

/** Exchange answers ErrorInternalServerError for a single broken item too; other trouble is the server's or the mailbox's. */
function endsEveryBatch({ code, serverCode }: MailError): boolean {
  return code === 'throttled' || (code === 'unavailable' && serverCode !== 'ErrorInternalServerError');
}

function endsOnlyTheBatch({ code }: MailError): boolean {
  return code === 'timeout' || code === 'connection-lost' || code === 'protocol-error';
}

function asItemError(error: MailError): MailError {
  if (error.code === 'item-not-found' || error.code === 'item-unreadable') return error;
  return new MailError('item-unreadable', { message: error.message, serverCode: error.serverCode ?? '', cause: error });
}

import { type Cancellable, MailError, type MessageRef, type MessageSink } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { getFolder } from '../operations/get-folder';
import { type FetchedItem, getItem } from '../operations/get-item';
import { ResponseTooLarge } from '../wire/response-too-large';
import { BatchSize } from './batch-size';

/** How often a message may spoil an answer, asked for alone, before it is passed over. */
const maxAttempts = 3;

/** So many in a row, without one that could be had, are not the messages' fault whatever it looks like. */
const maxPassedOver = 10;

interface BatchOutcome {
  /** What reached the sink. */
  done: Set<MessageRef>;
  /** What failed in a way that may or may not be its own fault: asked for again, alone. */
  suspects: Map<MessageRef, MailError>;
  /** What ended the batch early. */
  error: MailError | null;
}

/**
 * Brings messages in batches, each ref to the sink exactly once, however often a batch breaks on the way. A message that
 * breaks the answer (some crash their server) must not keep the others back: batches shrink until it is alone, it is put
 * off to the end, and passed over when it has failed alone several times while the server was otherwise well.
 */
export class MessageFetcher {
  private readonly batchSize = new BatchSize();
  /** How messages failed alone, by remote id; kept from call to call, since a crashed server may need a pause in between. */
  private readonly failures = new Map<string, MailError[]>();
  private passedOver = 0;

  constructor(private readonly client: EwsClient) {}

  async fetch(refs: readonly MessageRef[], sink: MessageSink, options?: Cancellable): Promise<void> {
    const suspects = new Set(refs.filter(({ remoteId }) => this.failures.has(remoteId)));
    let missing = refs.filter((ref) => !suspects.has(ref));
    while (missing.length > 0) {
      const batch = this.batchSize.take(missing);
      const { done, suspects: found, error } = await this.fetchBatch(batch, sink, options);
      for (const ref of found.keys()) suspects.add(ref);
      if (error && done.size + found.size === 0) {
        for (const ref of batch.length === 1 ? batch : []) {
          suspects.add(ref);
          this.failures.set(ref.remoteId, []);
        }
        await this.proveServer(options);
      }
      missing = missing.filter((ref) => !done.has(ref) && !suspects.has(ref));
    }
    for (const ref of suspects) await this.fetchAlone(ref, sink, options);
  }

  private async fetchAlone(ref: MessageRef, sink: MessageSink, options?: Cancellable): Promise<void> {
    const failures = this.failures.get(ref.remoteId) ?? [];
    this.failures.set(ref.remoteId, failures);
    while (failures.length < maxAttempts) {
      // Before and not after: a server that the message has just crashed may take a while.
      await this.proveServer(options);
      const { done, suspects, error } = await this.fetchBatch([ref], sink, options);
      if (done.has(ref)) return void this.failures.delete(ref.remoteId);
      const failure = error ?? suspects.get(ref) ?? new MailError('protocol-error');
      failures.push(failure);
      if (failures.length === maxAttempts && ++this.passedOver > maxPassedOver) throw failure;
    }
    const [failure] = failures;
    await sink.failed(
      ref,
      asItemError(failure, `The mail server cannot give this message, though it is well otherwise: ${failure?.message ?? ''}`),
    );
  }

  /** Whether the server answers otherwise, so that the fault is with what is asked for. @throws MailError when not */
  private async proveServer(options?: Cancellable): Promise<void> {
    const [inbox] = await getFolder(this.client, [{ distinguished: 'inbox' }], options);
    if (inbox instanceof MailError && inbox.class === 'retry-later') throw inbox;
  }

  /** @throws MailError that is not a message's fault, and for which the server is left in peace */
  private async fetchBatch(batch: readonly MessageRef[], sink: MessageSink, options?: Cancellable): Promise<BatchOutcome> {
    const outcome: BatchOutcome = { done: new Set(), suspects: new Map(), error: null };
    const startedAt = performance.now();
    let sinkMs = 0;
    try {
      for await (const item of getItem(this.client, batch, options)) {
        options?.signal?.throwIfAborted();
        const givenAt = performance.now();
        await this.take(item, sink, outcome);
        sinkMs += performance.now() - givenAt;
      }
      if (outcome.done.size + outcome.suspects.size < batch.length) {
        outcome.error ??= new MailError('protocol-error', { message: 'The mail server answered for fewer messages than were asked for.' });
      }
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      const [only, ...others] = batch;
      if (error instanceof ResponseTooLarge && only && others.length === 0) await this.pass(only, error, sink, outcome);
      else outcome.error = error;
    }
    if (outcome.error) this.batchSize.shrink();
    else this.batchSize.succeeded(batch.length, performance.now() - startedAt - sinkMs);
    if (outcome.error && !mayBeAMessagesFault(outcome.error)) throw outcome.error;
    return outcome;
  }

  private async take(item: FetchedItem, sink: MessageSink, outcome: BatchOutcome): Promise<void> {
    if ('mime' in item) {
      await sink.message(item.ref, item.mime);
      outcome.done.add(item.ref);
      this.passedOver = 0;
    } else if (isTheItems(item.error)) await this.pass(item.ref, item.error, sink, outcome);
    else if (mayBeAMessagesFault(item.error)) outcome.suspects.set(item.ref, item.error);
    // The time for the batch was over: it is asked for again with what else is missing.
    else if (item.error.serverCode !== 'ErrorBatchProcessingStopped') outcome.error = item.error;
  }

  private async pass(ref: MessageRef, error: MailError, sink: MessageSink, { done }: BatchOutcome): Promise<void> {
    await sink.failed(ref, asItemError(error));
    done.add(ref);
  }
}

/** What the server has against one item, and not against us: whoever may open the folder may still not read all of it. */
function isTheItems({ class: kind, serverCode }: MailError): boolean {
  return kind === 'repair' || serverCode === 'ErrorAccessDenied';
}

/** Other trouble is the server's or the mailbox's. */
function mayBeAMessagesFault({ code, serverCode }: MailError): boolean {
  if (code === 'unavailable') return ['ErrorInternalServerError', 'HTTP 500', 'HTTP 502'].includes(serverCode ?? '');
  return code === 'timeout' || code === 'connection-lost' || code === 'protocol-error';
}

function asItemError(error: MailError | undefined, message = error?.message): MailError {
  if (error?.code === 'item-not-found' || error?.code === 'item-unreadable') return error;
  return new MailError('item-unreadable', { message, serverCode: error?.serverCode ?? undefined, cause: error });
}

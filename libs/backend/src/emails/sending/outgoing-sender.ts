import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { MailEvent } from '@mailroom/contract';
import { MailError, type MailboxSession } from '@mailroom/mail-adapter';
import { DataSource, In } from 'typeorm';
import type { AccountEntity } from '../../accounts/account.entity';
import { EventHub } from '../../events/event-hub';
import { outboxEvents } from '../../events/outbox';
import { AtomicWriter, StaleWriteError } from '../../store/atomic-writer';
import { BlobStore, locationOf } from '../../store/blob-store';
import { deleteFrom, update } from '../../store/statements';
import type { ShownError } from '../../sync/account-state';
import { fence, type Lease } from '../../sync/lease-repository';
import { SYNC_SETTINGS, type SyncSettings } from '../../sync/sync-settings';
import { OutgoingEntity } from '../outgoing.entity';
import { failureOf } from './sending-failure';

/** A message that could not be handed over for so long is given up: nobody expects it to leave any more. */
const givenUpAfterMs = 24 * 60 * 60_000;

/** Errors after which the server has certainly not taken the message: it refused it, or was never reached. */
const notTaken: ReadonlySet<string> = new Set(['throttled', 'connection-refused'] satisfies MailError['code'][]);

/** A message gets so much more time to be handed over as this line to the server would take. */
const slowestUploadBytesPerMs = 100;

/** The time that a try has. Measured from before it is stored that it began: a process that is stopped and woken later sends no more. */
interface Turn {
  /** When another process may ask whether the message left, ms since the epoch. */
  certainAt: number;
  /** Aborted so long before that as a server may still be working on what it was given. */
  isOver: AbortSignal;
}

/**
 * Sends what waits in `mail_outgoing`, each message once: `queued` → `sending` → `sent` or `failed`.
 *
 * `sending` is stored before the server is asked. When its answer is lost, or this process dies, the row stays `sending`. The next
 * try waits until the server cannot be working on the first any more, and then asks it whether the message, by its Message-ID, is in
 * the sent folder. What the server refuses because of its rate lets the whole account wait.
 */
@Injectable()
export class OutgoingSender {
  private readonly logger = new Logger(OutgoingSender.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly writer: AtomicWriter,
    private readonly blobs: BlobStore,
    private readonly events: EventHub,
  ) {}

  /**
   * Sends what is due of the account.
   * @returns after how many milliseconds something is due again; `null` when nothing waits
   * @throws StaleWriteError when the lease is lost
   */
  async drain(account: AccountEntity, lease: Lease, session: MailboxSession, signal: AbortSignal): Promise<number | null> {
    for (;;) {
      signal.throwIfAborted();
      const [next] = await this.outgoing(account.id, ['queued', 'sending'], 1);
      if (!next) return null;
      const waitMs = next.nextAttemptAt - Date.now();
      if (waitMs > 0) return waitMs;
      const pauseMs = await this.attempt(next, lease, session, signal);
      if (pauseMs !== null) return pauseMs;
    }
  }

  /** Nothing leaves for now: who sent something is told, instead of being left to wait. */
  async failQueued(lease: Lease, error: ShownError): Promise<void> {
    for (const outgoing of await this.outgoing(lease.accountId, ['queued'])) await this.fail(outgoing, lease, error);
  }

  private outgoing(accountId: string, statuses: OutgoingEntity['status'][], take?: number): Promise<OutgoingEntity[]> {
    return this.dataSource.getRepository(OutgoingEntity).find({
      where: { accountId, status: In(statuses) },
      order: { nextAttemptAt: 'ASC', id: 'ASC' },
      ...(take !== undefined && { take }),
    });
  }

  /** @returns for how many milliseconds nothing of the account may be sent, if the server says so */
  private async attempt(outgoing: OutgoingEntity, lease: Lease, session: MailboxSession, signal: AbortSignal): Promise<number | null> {
    let isHandedOver = false;
    try {
      const isUncertain = outgoing.status === 'sending';
      if (!isUncertain || !(await session.wasSent(outgoing.internetMessageId, { signal }))) {
        const mime = await this.blobs.get(outgoing.accountId, locationOf(outgoing));
        const turn = this.turn(mime.length);
        if (!(await this.begin(outgoing, lease, turn))) return null;
        isHandedOver = true;
        await handOver(session, mime, turn, signal);
      }
      await this.write(outgoing, lease, { status: 'sent', sent_at: Date.now(), failure_code: null, failure_message: null }, 'sent');
      this.logger.log(`Email ${outgoing.id} was sent.`);
      return null;
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof MailError)) throw error;
      const isLate = Date.now() - (outgoing.retriedAt ?? outgoing.createdAt) > givenUpAfterMs;
      if (error.class === 'needs-a-person' || isLate) await this.fail(outgoing, lease, error);
      else await this.postpone(outgoing, lease, error, isHandedOver && !notTaken.has(error.code) ? this.settings.sendUncertainMs : 0);
      return error.code === 'throttled' ? (error.retryAfterMs ?? this.settings.sendRetryMs) : null;
    }
  }

  private turn(bytes: number): Turn {
    const handingOverMs = this.settings.sendingMs + Math.ceil(bytes / slowestUploadBytesPerMs);
    return { certainAt: Date.now() + handingOverMs + this.settings.sendUncertainMs, isOver: AbortSignal.timeout(handingOverMs) };
  }

  /** @returns whether it is still there: whoever sent it may have taken it back at the last moment */
  private async begin(outgoing: OutgoingEntity, lease: Lease, turn: Turn): Promise<boolean> {
    try {
      await this.write(outgoing, lease, { status: 'sending', attempts: outgoing.attempts + 1, next_attempt_at: turn.certainAt });
      return true;
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
      if (await this.dataSource.getRepository(OutgoingEntity).existsBy({ id: outgoing.id })) throw error;
      return false;
    }
  }

  private async postpone(outgoing: OutgoingEntity, lease: Lease, error: MailError, leastMs: number): Promise<void> {
    const doubled = this.settings.sendRetryMs * 2 ** Math.min(outgoing.attempts, 20);
    const pauseMs = Math.max(Math.min(doubled, this.settings.longestRetryMs), error.retryAfterMs ?? 0, leastMs);
    this.logger.warn(`Email ${outgoing.id} could not be sent yet: ${error.code}`);
    await this.write(outgoing, lease, { status: 'sending', next_attempt_at: Date.now() + pauseMs, failure_code: error.code });
  }

  private async fail(outgoing: OutgoingEntity, lease: Lease, { code, message }: ShownError): Promise<void> {
    this.logger.warn(`Email ${outgoing.id} could not be sent: ${code}`);
    await this.write(
      { ...outgoing, failureCode: code, failureMessage: message },
      lease,
      { status: 'failed', failure_code: code, failure_message: message },
      'failed',
    );
  }

  private async write(
    outgoing: OutgoingEntity,
    lease: Lease,
    columns: Record<string, unknown>,
    outcome?: 'sent' | 'failed',
  ): Promise<void> {
    const { id: emailId, accountId, ownerId } = outgoing;
    const events: MailEvent[] = outcome
      ? [{ type: 'email.sent', accountId, emailId, status: outcome, failure: outcome === 'failed' ? failureOf(outgoing) : null }]
      : [];
    await this.writer.write([
      fence(lease, Date.now()),
      { ...update('mail_outgoing', { column: 'id', value: emailId }, columns), expectRows: 1 },
      // What was written as a draft has become the message.
      ...(outcome === 'sent' ? deleteFrom('mail_draft', 'outgoing_id', [emailId]) : []),
      ...outboxEvents(ownerId, events),
    ]);
    this.events.changed(ownerId, accountId);
  }
}

/** @throws MailError `timeout` when its turn is over before the server has answered */
async function handOver(session: MailboxSession, mime: Buffer, { isOver }: Turn, signal: AbortSignal): Promise<void> {
  try {
    isOver.throwIfAborted();
    await session.send(mime, { signal: AbortSignal.any([signal, isOver]) });
  } catch (error) {
    if (isOver.aborted && !(error instanceof MailError)) throw new MailError('timeout', { cause: error });
    throw error;
  }
}

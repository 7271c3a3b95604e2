import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { EmailStatus, OutgoingEmail, SendReceipt } from '@mailroom/contract';
import { parseMessage } from '@mailroom/mime';
import { DataSource } from 'typeorm';
import { type AccountEntity, isConnected } from '../../accounts/account.entity';
import { AccountRepository } from '../../accounts/account-repository';
import type { HostUser } from '../../host-bridge';
import { ProblemError } from '../../http/problem-error';
import { ProviderEntity } from '../../providers/provider.entity';
import { AtomicWriter, type Statement, WriteConflictError } from '../../store/atomic-writer';
import { BlobStore } from '../../store/blob-store';
import { violatesUnique } from '../../store/constraint-errors';
import { newId } from '../../store/id';
import { insertInto } from '../../store/statements';
import { MailboxRunners } from '../../sync/mailbox-runners';
import { threadKey } from '../../sync/threads';
import { EmailReader } from '../email-reader';
import { OutgoingEntity } from '../outgoing.entity';
import { type AnsweredMessage, composeMime } from './compose-mime';
import { accountDisconnected, sendingOff } from './sending-failure';

interface Answered extends AnsweredMessage {
  threadId: string;
}

/** When an email leaves, and what is written with it. */
export interface Posting {
  /** Until then it can be taken back; in milliseconds since 1970. At once unless told otherwise. */
  sendAt?: number;
  /** Written with the queued email, all or nothing. */
  also?: (emailId: string) => readonly Statement[];
}

/** Takes emails to be sent. What it has accepted is stored, and leaves by `OutgoingSender`. */
@Injectable()
export class OutgoingMail {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: AccountRepository,
    private readonly reader: EmailReader,
    private readonly writer: AtomicWriter,
    private readonly blobs: BlobStore,
    private readonly runners: MailboxRunners,
  ) {}

  /**
   * Queues an email once, however often it is asked for with the same key.
   * @throws ProblemError 409 when the key was used for another email, or the account cannot send
   * @throws StaleWriteError when what was to be written with it is not so any more; then nothing is sent
   */
  async send(
    user: HostUser,
    idempotencyKey: string,
    email: OutgoingEmail,
    { sendAt = Date.now(), also = () => [] }: Posting = {},
  ): Promise<SendReceipt> {
    const requestSha256 = createHash('sha256').update(JSON.stringify(email)).digest('hex');
    const earlier = await this.earlier(user, idempotencyKey, requestSha256);
    if (earlier) return earlier;
    const account = await this.sendingAccount(user, email.accountId);
    const answered = email.inReplyToEmailId === undefined ? null : await this.answered(user, email.inReplyToEmailId);
    const from = { name: user.displayName, address: account.sharedMailboxAddress ?? account.emailAddress };
    const { mime, internetMessageId } = await composeMime(from, email, answered);
    const pack = this.blobs.newPack(account.id);
    const outgoing = {
      id: newId(),
      account_id: account.id,
      owner_id: user.id,
      idempotency_key: idempotencyKey,
      request_sha256: requestSha256,
      internet_message_id: internetMessageId,
      raw_sha256: createHash('sha256').update(mime).digest('hex'),
      ...pack.add(mime),
      size: mime.length,
      thread_id: answered?.threadId ?? newId(),
      status: 'queued',
      attempts: 0,
      next_attempt_at: sendAt,
      failure_code: null,
      failure_message: null,
      created_at: Date.now(),
      retried_at: null,
      sent_at: null,
    };
    const key = { message_key: threadKey(account.id, internetMessageId), thread_id: outgoing.thread_id, account_id: account.id };
    await pack.write();
    try {
      await this.writer.write([...insertInto('mail_outgoing', [outgoing]), ...insertInto('mail_thread_key', [key]), ...also(outgoing.id)]);
    } catch (error) {
      await pack.discard();
      const winner = violatesUnique(error) ? await this.earlier(user, idempotencyKey, requestSha256) : null;
      if (winner) return winner;
      throw error;
    }
    this.runners.sendNow(account.id);
    return { id: outgoing.id, status: 'queued' };
  }

  /**
   * Tries a failed email again. Nobody knows for certain that it never left, so the sent folder is asked first, as after a crash.
   * @throws ProblemError 404, and 409 when it has not failed or the account cannot send
   */
  async retry(user: HostUser, id: string): Promise<SendReceipt> {
    const outgoing = await this.dataSource.getRepository(OutgoingEntity).findOneBy({ id, ownerId: user.id });
    if (!outgoing) {
      await this.reader.item(user, id);
      throw notFailed('received');
    }
    if (outgoing.status !== 'failed') throw notFailed(outgoing.status);
    const { id: accountId } = await this.sendingAccount(user, outgoing.accountId);
    const now = Date.now();
    try {
      await this.writer.write([
        {
          sql: `UPDATE mail_outgoing SET status = 'sending', attempts = 0, next_attempt_at = ?, retried_at = ?, failure_code = NULL,
                failure_message = NULL WHERE id = ? AND status = 'failed'`,
          parameters: [now, now, id],
          expectRows: 1,
          isPlanned: true,
        },
      ]);
    } catch (error) {
      if (error instanceof WriteConflictError) throw notFailed('sending');
      throw error;
    }
    this.runners.sendNow(accountId);
    return { id, status: 'sending' };
  }

  private async earlier(user: HostUser, idempotencyKey: string, requestSha256: string): Promise<SendReceipt | null> {
    const earlier = await this.dataSource.getRepository(OutgoingEntity).findOneBy({ ownerId: user.id, idempotencyKey });
    if (!earlier) return null;
    if (earlier.requestSha256 === requestSha256) return { id: earlier.id, status: earlier.status };
    throw new ProblemError(409, 'idempotency-key-reused', 'This Idempotency-Key was used for another email.', {
      remedy: 'Use a new key for each email, and the same key only to repeat the same request.',
    });
  }

  private async sendingAccount(user: HostUser, accountId: string): Promise<AccountEntity> {
    const account = await this.accounts.own(user, accountId);
    if (!isConnected(account)) {
      const { code, message, remedy } = accountDisconnected;
      throw new ProblemError(409, code, message, { remedy });
    }
    const provider = await this.dataSource.getRepository(ProviderEntity).findOneByOrFail({ id: account.providerId });
    if (!provider.send) {
      const { code, message, remedy } = sendingOff;
      throw new ProblemError(409, code, message, { remedy });
    }
    if (account.phase === 'paused') {
      throw new ProblemError(409, 'account-paused', 'This email account is paused.', { remedy: 'Resume it, then send again.' });
    }
    if (account.phase === 'needs-attention') {
      throw new ProblemError(409, 'account-needs-attention', 'The mail server does not accept this account at present.', {
        remedy: 'Reconnect the email account, then send again.',
      });
    }
    return account;
  }

  private async answered(user: HostUser, emailId: string): Promise<Answered> {
    try {
      const { threadId, bytes } = await this.reader.raw(user, emailId);
      const { messageId, references, inReplyTo } = parseMessage(bytes);
      return { threadId, internetMessageId: messageId, references: references.length > 0 ? references : inReplyTo };
    } catch (error) {
      if (!(error instanceof ProblemError) || error.status !== 404) throw error;
      throw ProblemError.invalid({
        path: 'inReplyToEmailId',
        code: 'email-not-found',
        message: 'The email that is answered is not here any more.',
      });
    }
  }
}

function notFailed(status: EmailStatus): ProblemError {
  return new ProblemError(409, 'email-not-failed', `Only an email that could not be sent is sent again; this one is ${status}.`, {
    remedy: 'Wait for its outcome, or write a new email.',
  });
}

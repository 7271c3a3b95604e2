import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { auditEntry, changesBetween, secretChange } from '../audit/audit-entry';
import { DraftRemoval } from '../drafts/draft-removal';
import { accountDisconnected } from '../emails/sending/sending-failure';
import { EventHub } from '../events/event-hub';
import type { HostUser } from '../host-bridge';
import { MailboxTokenSources } from '../oauth/mailbox-token-sources';
import type { Statement } from '../store/atomic-writer';
import { update } from '../store/statements';
import { Signal } from '../sync/signal';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { Synchroniser } from '../sync/synchroniser';
import type { AccountEntity } from './account.entity';
import { JobQueue } from '../jobs/job-queue';
import { AccountEraser } from './account-eraser';
import { AccountRepository, makeDefault } from './account-repository';
import { accountSubject, refuseDeleting } from './account-subject';
import { eraseAccount, findErasures } from './erasure-job';

/**
 * Ends email accounts: with their emails, or so that these stay. The phase `deleting` says what is to be erased, and a job
 * does it: one whose process dies is done again. How far it is, people see in `sync.progress`: the folders' counts go down
 * to nothing.
 */
@Injectable()
export class AccountRemoval implements OnApplicationBootstrap {
  private readonly logger = new Logger(AccountRemoval.name);

  constructor(
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly accounts: AccountRepository,
    private readonly eraser: AccountEraser,
    private readonly synchroniser: Synchroniser,
    private readonly tokens: MailboxTokenSources,
    private readonly events: EventHub,
    private readonly drafts: DraftRemoval,
    private readonly jobs: JobQueue,
  ) {
    jobs.handle(eraseAccount, ({ accountId }, { signal }) => this.erase(accountId, signal));
    jobs.handle(findErasures, () => this.queueErasures());
  }

  onApplicationBootstrap(): Promise<void> {
    return this.queueErasures();
  }

  /** Forgets the provider and the credentials; the emails stay readable. */
  async disconnect(actor: HostUser, account: AccountEntity): Promise<void> {
    refuseDeleting(account);
    if (account.phase === 'disconnected') return;
    const { id, ownerId } = account;
    const secrets = (['password', 'tokenCache'] as const).filter((field) => account[field] !== null);
    const forgotten = { provider_id: null, password: null, token_cache: null, error_code: null, error_message: null, error_since: null };
    await this.synchroniser.release(id, 'disconnected', [
      update('mail_account', { column: 'id', value: id }, { ...forgotten, is_default: false }),
      giveUpSending(id),
      ...(await this.bequeathDefault(account)),
      ...auditEntry(actor, 'account.disconnected', accountSubject(account), secrets.map(secretChange)),
    ]);
    this.tokens.forget(id);
    this.logger.log(`Email account ${id} was disconnected; its emails were kept.`);
    this.events.changed(ownerId, id);
  }

  /** @returns whether it is gone; a large one takes longer than anybody waits, and goes on */
  async remove(actor: HostUser, account: AccountEntity): Promise<boolean> {
    await this.begin(actor, account);
    return this.isGone(account);
  }

  /** For a host whose user is deleted: nothing of the user's mail stays. Resolves when all of it is being erased. */
  async removeAllOf(ownerId: string, actor: HostUser): Promise<void> {
    for (const account of await this.accounts.all(ownerId)) await this.remove(actor, account);
    await this.drafts.discardAllOf(ownerId);
  }

  private async begin(actor: HostUser, account: AccountEntity): Promise<void> {
    const { id, ownerId, emailAddress, sharedMailboxAddress, login } = account;
    if (account.phase !== 'deleting') {
      const changes = changesBetween({ emailAddress, sharedMailboxAddress, login }, {});
      await this.synchroniser.release(id, 'deleting', [
        ...(await this.bequeathDefault(account)),
        ...auditEntry(actor, 'account.deleted', accountSubject(account), changes),
      ]);
      this.tokens.forget(id);
      this.events.changed(ownerId, id);
    }
    this.queueErasure(account);
  }

  /** Waits, from one piece of news of the account to the next, until nothing of it is left; not for ever. */
  private async isGone({ id, ownerId }: AccountEntity): Promise<boolean> {
    const deadline = AbortSignal.timeout(this.settings.longestAnswerMs);
    const news = new Signal();
    const unsubscribe = this.events.subscribe(ownerId, () => {
      news.notify();
    });
    try {
      while (await this.accounts.exists(id)) await news.wait(deadline);
      return true;
    } catch (error) {
      if (deadline.aborted) return false;
      throw error;
    } finally {
      unsubscribe();
    }
  }

  private async queueErasures(): Promise<void> {
    for (const account of await this.accounts.deleting()) this.queueErasure(account);
  }

  private queueErasure({ id }: AccountEntity): void {
    this.jobs.add(eraseAccount, { accountId: id }, id);
  }

  private async erase(accountId: string, signal: AbortSignal): Promise<void> {
    const account = await this.accounts.findDeleting(accountId);
    if (!account) return;
    const progressed = (): void => this.events.changed(account.ownerId, accountId);
    await this.eraser.erase(accountId, { signal, progressed });
    this.logger.log(`Email account ${accountId} and its messages were deleted.`);
    progressed();
  }

  private async bequeathDefault(account: AccountEntity): Promise<Statement[]> {
    const heir = account.isDefault ? await this.accounts.heirOf(account) : null;
    return heir ? makeDefault(heir) : [];
  }
}

/** What waits to be sent leaves no more, and its sender is told. */
function giveUpSending(accountId: string): Statement {
  return {
    sql: `UPDATE mail_outgoing SET status = 'failed', failure_code = ? WHERE account_id = ? AND status IN ('queued', 'sending')`,
    parameters: [accountDisconnected.code, accountId],
  };
}

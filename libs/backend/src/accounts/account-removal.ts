import { setTimeout as sleep } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { auditEntry, changesBetween, secretChange } from '../audit/audit-entry';
import { DraftRemoval } from '../drafts/draft-removal';
import { accountDisconnected } from '../emails/sending/sending-failure';
import { EventHub } from '../events/event-hub';
import type { HostUser } from '../host-bridge';
import { MailboxTokenSources } from '../oauth/mailbox-token-sources';
import type { Statement } from '../store/atomic-writer';
import { update } from '../store/statements';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { Synchroniser } from '../sync/synchroniser';
import type { AccountEntity } from './account.entity';
import { AccountEraser } from './account-eraser';
import { AccountRepository, makeDefault } from './account-repository';
import { accountSubject, refuseDeleting } from './account-subject';

/**
 * Ends email accounts: with their emails, or so that these stay. A removal whose process dies goes on when one starts
 * again. How far it is, people see in `sync.progress`: the folders' counts go down to nothing.
 */
@Injectable()
export class AccountRemoval implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AccountRemoval.name);
  private readonly stopping = new AbortController();
  private readonly removals = new Map<string, Promise<void>>();

  constructor(
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly accounts: AccountRepository,
    private readonly eraser: AccountEraser,
    private readonly synchroniser: Synchroniser,
    private readonly tokens: MailboxTokenSources,
    private readonly events: EventHub,
    private readonly drafts: DraftRemoval,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const account of await this.accounts.deleting()) this.erase(account).catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.allSettled(this.removals.values());
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
    const gone = this.begin(actor, account).then(() => true);
    return Promise.race([gone, sleep(this.settings.longestAnswerMs, false, { ref: false })]);
  }

  /** For a host whose user is deleted: nothing of the user's mail stays. */
  async removeAllOf(ownerId: string, actor: HostUser): Promise<void> {
    for (const account of await this.accounts.all(ownerId)) await this.begin(actor, account);
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
    await this.erase(account);
  }

  /** The removal that is under way in this process, or a new one. */
  private erase(account: AccountEntity): Promise<void> {
    const running = this.removals.get(account.id) ?? this.eraseNow(account).finally(() => this.removals.delete(account.id));
    this.removals.set(account.id, running);
    return running;
  }

  private async eraseNow({ id, ownerId }: AccountEntity): Promise<void> {
    const progressed = (): void => this.events.changed(ownerId, id);
    try {
      await this.eraser.erase(id, { signal: this.stopping.signal, progressed });
      this.logger.log(`Email account ${id} and its messages were deleted.`);
      progressed();
    } catch (error) {
      if (!this.stopping.signal.aborted) this.logger.error(`Email account ${id} could not be deleted whole: ${String(error)}`);
      throw error;
    }
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

import { Injectable, Logger } from '@nestjs/common';
import { Notices } from '../processes/notice';
import { SuperUser } from '../exchange-integration/super-user';
import type { Statement } from '../store/atomic-writer';
import { LeaseRepository, type RestingPhase } from './lease-repository';
import { MailboxRunners } from './mailbox-runners';

/**
 * What the rest of the plugin tells the synchronisation. It works in every process: the database says which listener
 * owns a mailbox, and one whose lease was revoked can write nothing more; the next to look claims it anew. Notices only make
 * other processes look at once.
 */
@Injectable()
export class Synchroniser {
  private readonly logger = new Logger(Synchroniser.name);

  constructor(
    private readonly leases: LeaseRepository,
    private readonly runners: MailboxRunners,
    private readonly notices: Notices,
    superUser: SuperUser,
  ) {
    superUser.whenStopped(() => {
      this.stopRevoked().catch((error: unknown) => {
        this.logger.error(`Mailboxes of the organisation are let go at the next heartbeat: ${String(error)}`);
      });
    });
  }

  /** An account was added, changed or resumed, or must be synchronised now: whoever owns it begins anew. */
  wake(accountId: string): void {
    this.restart(accountId).catch((error: unknown) => {
      this.logger.error(`Account ${accountId} could not be woken: ${String(error)}`);
    });
  }

  /**
   * The account is paused, disconnected or being deleted: no listener takes it up. When this resolves, nothing of it is
   * under way in this process, and no other can write it any more.
   * @param also is written with the phase, all or nothing
   */
  async release(accountId: string, phase: RestingPhase, also: readonly Statement[] = []): Promise<void> {
    await this.leases.retire(accountId, phase, also);
    this.notices.publish({ kind: 'revoked', accountId });
    await this.runners.stop(accountId);
  }

  /**
   * Whoever owns the account stops at once; a listener takes it up again soon, or as soon as it is woken.
   * @param also is written when nobody can write any more who knows it not, all or nothing
   */
  async interrupt(accountId: string, also: readonly Statement[] = []): Promise<void> {
    await this.leases.revoke(accountId, also);
    this.notices.publish({ kind: 'revoked', accountId });
    await this.runners.stop(accountId);
  }

  /**
   * The provider has changed: all of its accounts begin anew. When this resolves, nothing that is under way by its former
   * settings can be written any more, and in this process nothing is.
   */
  async restartAllOf(providerId: string): Promise<void> {
    await this.leases.revokeAllOf(providerId);
    this.notices.publish({ kind: 'leases-changed' });
    await this.runners.stopLost();
    this.runners.claim().catch((error: unknown) => {
      this.logger.error(`The accounts of provider ${providerId} could not be woken: ${String(error)}`);
    });
  }

  /**
   * Leases of several accounts were revoked. When this resolves, nothing of them is under way in this process; other processes let them
   * go as soon as they hear of it.
   */
  async stopRevoked(): Promise<void> {
    this.notices.publish({ kind: 'leases-changed' });
    await this.runners.stopLost();
  }

  /** Accounts wait for a listener: whoever has room takes them. */
  claimWaiting(): void {
    this.notices.publish({ kind: 'unowned' });
    this.runners.claim().catch((error: unknown) => {
      this.logger.error(`Accounts that wait are taken up at the next heartbeat: ${String(error)}`);
    });
  }

  private async restart(accountId: string): Promise<void> {
    await this.interrupt(accountId);
    await this.runners.claim();
  }
}

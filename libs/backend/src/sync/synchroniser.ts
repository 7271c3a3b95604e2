import { Injectable, Logger } from '@nestjs/common';
import { LeaseRepository } from './lease-repository';
import { MailboxRunners } from './mailbox-runners';

/**
 * What the rest of the plugin tells the synchronisation. It works in every process: the database says which listener
 * owns a mailbox, and one whose lease was revoked can write nothing more; the next to look claims it anew.
 */
@Injectable()
export class Synchroniser {
  private readonly logger = new Logger(Synchroniser.name);

  constructor(
    private readonly leases: LeaseRepository,
    private readonly runners: MailboxRunners,
  ) {}

  /** An account was added, changed or resumed, or must be synchronised now: whoever owns it begins anew. */
  wake(accountId: string): void {
    this.restart(accountId).catch((error: unknown) => {
      this.logger.error(`Account ${accountId} could not be woken: ${String(error)}`);
    });
  }

  /**
   * The account was paused or is being deleted: its phase becomes `paused`, so that no listener takes it up. When this
   * resolves, nothing of it is under way in this process, and no other can write it any more.
   */
  async release(accountId: string): Promise<void> {
    await this.leases.revoke(accountId, 'paused');
    await this.runners.stop(accountId);
  }

  /** Whoever owns the account stops at once; a listener takes it up again soon, or as soon as it is woken. */
  async interrupt(accountId: string): Promise<void> {
    await this.leases.revoke(accountId, 'connecting');
    await this.runners.stop(accountId);
  }

  private async restart(accountId: string): Promise<void> {
    await this.interrupt(accountId);
    await this.runners.claim();
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { MailError } from '@mailroom/mail-adapter';
import type { ConnectedAccount } from '../accounts/account.entity';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import { AtomicWriter } from '../store/atomic-writer';
import { fence, type Lease } from '../sync/lease-repository';
import { INTEGRATION_ID } from './exchange-integration.entity';
import { isOfOneMailbox, isSuperUsersFailure, type Outcome } from './super-user-failures';
import { SuperUserProbe } from './super-user-probe';

/** The first pause before a super-user that has failed is tried again; it doubles. Wrong passwords in quick succession lock accounts. */
export const firstTryMs = 10_000;
export const longestTryMs = 10 * 60_000;

/**
 * Tells the super-user's failure from a mailbox's. All mailboxes fail when the super-user does: then the integration stops as a whole,
 * with one error of its own, and not one for each mailbox.
 */
@Injectable()
export class SuperUser {
  private readonly logger = new Logger(SuperUser.name);
  private readonly stopped = new Set<() => void>();
  /** One look for all mailboxes of this process that fail at the same time. */
  private looking: Promise<Outcome[]> | null = null;

  constructor(
    private readonly writer: AtomicWriter,
    private readonly probe: SuperUserProbe,
  ) {}

  /** @param listener hears when the integration was stopped by this process */
  whenStopped(listener: () => void): void {
    this.stopped.add(listener);
  }

  /**
   * Called when a mailbox needs a person.
   * @returns whether it is the super-user that does: everything is stopped then, and the account has no error of its own
   * @throws StaleWriteError when the mailbox has another owner by now, or the settings have been saved meanwhile
   */
  async hasFailed(account: ConnectedAccount, lease: Lease, error: MailError): Promise<boolean> {
    if (account.providerId !== ORGANISATION_PROVIDER_ID) return false;
    if (isOfOneMailbox(error) && error.code !== 'impersonation-denied') return false;
    this.looking ??= this.probe.ofOthers(account).finally(() => {
      this.looking = null;
    });
    if (!isSuperUsersFailure(error, await this.looking)) return false;
    await this.stop(lease, error);
    return true;
  }

  private async stop(lease: Lease, { code, message }: MailError): Promise<void> {
    await this.writeStop(lease, code, message);
    this.logger.error(`The Exchange integration stands still, since its super-user does not work: ${code}. It is tried again by itself.`);
    for (const listener of this.stopped) listener();
  }

  /** The first to notice writes it; for all others their lease is gone by then. */
  private async writeStop(lease: Lease, code: string, message: string): Promise<void> {
    const now = Date.now();
    await this.writer.write([
      fence(lease, now),
      {
        sql: `UPDATE mail_exchange_integration
              SET status = 'stopped', error_code = ?, error_message = ?, error_since = ?, tries = 1, next_try_at = ?
              WHERE id = ? AND status = 'running'`,
        parameters: [code, message, now, now + firstTryMs, INTEGRATION_ID],
        expectRows: 1,
      },
      {
        sql: `UPDATE mail_account SET lease_owner = NULL, lease_expires_at = ?, lease_token = lease_token + 1,
                phase = CASE WHEN phase IN ('live', 'backfilling') THEN 'connecting' ELSE phase END
              WHERE provider_id = ?`,
        parameters: [now, ORGANISATION_PROVIDER_ID],
      },
    ]);
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { AccountEntity } from '../accounts/account.entity';
import { accountSubject } from '../accounts/account-subject';
import { auditEntry, secretChange } from '../audit/audit-entry';
import { EventHub } from '../events/event-hub';
import type { HostUser } from '../host-bridge';
import { ProblemError } from '../http/problem-error';
import { MailboxTokenSources } from '../oauth/mailbox-token-sources';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { Synchroniser } from '../sync/synchroniser';
import { becomesManaged } from './coverage-statements';
import { IntegrationRepository } from './integration-repository';

/** One mailbox, one account, whichever way it is reached: by its owner's own credentials, or by the organisation's. */
@Injectable()
export class WayOfMailbox {
  private readonly logger = new Logger(WayOfMailbox.name);

  constructor(
    private readonly integration: IntegrationRepository,
    private readonly writer: AtomicWriter,
    private readonly synchroniser: Synchroniser,
    private readonly tokens: MailboxTokenSources,
    private readonly events: EventHub,
  ) {}

  /**
   * The owner ends an account of their own whose mailbox the organisation covers: the credentials are forgotten, and the organisation
   * opens it from now on. The mail stays, since it would only be fetched again.
   * @returns whether it is so
   */
  async returnToOrganisation(actor: HostUser, account: AccountEntity): Promise<boolean> {
    const { id, ownerId, coveredAddress, coveredName, isDefault, phase } = account;
    if (coveredAddress === null || phase === 'deleting') return false;
    const state = await this.integration.load();
    if (!state || state.integration.status === 'disabled') return false;
    const secrets = (['password', 'tokenCache'] as const).filter((field) => account[field] !== null);
    try {
      await this.writer.write([
        ...becomesManaged(account, { address: coveredAddress, name: coveredName ?? '' }, isDefault),
        ...auditEntry(actor, 'account.disconnected', accountSubject(account), secrets.map(secretChange)),
      ]);
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
      throw new ProblemError(409, 'account-changed', 'The email account has just been changed.', { remedy: 'Try again.' });
    }
    await this.synchroniser.stopRevoked();
    this.tokens.forget(id);
    this.logger.log(`Email account ${id} is opened by the organisation from now on.`);
    this.events.changed(ownerId, id);
    this.synchroniser.claimWaiting();
    return true;
  }
}

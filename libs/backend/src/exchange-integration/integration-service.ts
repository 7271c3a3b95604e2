import { Injectable, Logger } from '@nestjs/common';
import type { ExchangeIntegrationInput } from '@mailroom/contract';
import { auditEntry } from '../audit/audit-entry';
import type { HostUser } from '../host-bridge';
import { JobQueue } from '../jobs/job-queue';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import { TokenVault } from '../security/token-vault';
import { StaleWriteError } from '../store/atomic-writer';
import { violatesUnique } from '../store/constraint-errors';
import { Synchroniser } from '../sync/synchroniser';
import { coverUsers, trySuperUser } from './coverage-jobs';
import { outsideDomains, uncover } from './coverage-statements';
import { INTEGRATION_ID } from './exchange-integration.entity';
import { IntegrationRepository } from './integration-repository';
import { domainsOf, type IntegrationState, unsavedState } from './integration-state';
import { changedSettings, concernsConnections, settingsChanges } from './settings-change';
import { SettingsRules } from './settings-rules';
import { SuperUserCheck } from './super-user-check';

const working = { errorCode: null, errorMessage: null, errorSince: null, tries: 0, nextTryAt: null };

/** Saves the settings of the organisation's Exchange integration. */
@Injectable()
export class IntegrationService {
  private readonly logger = new Logger(IntegrationService.name);

  constructor(
    private readonly repository: IntegrationRepository,
    private readonly rules: SettingsRules,
    private readonly superUser: SuperUserCheck,
    private readonly vault: TokenVault,
    private readonly synchroniser: Synchroniser,
    private readonly jobs: JobQueue,
  ) {}

  /**
   * What the request does not name stays. When this resolves, nothing of a mailbox that is covered no longer can be written any more, nor
   * by former settings.
   * @throws ProblemError 422 when the settings are incomplete, or switched on without a super-user who works
   */
  async save(actor: HostUser, input: ExchangeIntegrationInput): Promise<void> {
    for (;;) {
      try {
        await this.saveOnce(actor, input);
        return;
      } catch (error) {
        // Somebody else has saved meanwhile: theirs is a change that this request does not name.
        if (!(error instanceof StaleWriteError) && !violatesUnique(error)) throw error;
      }
    }
  }

  /** The settings as they would be saved, to be tried before. */
  async draft(input: ExchangeIntegrationInput): Promise<IntegrationState> {
    const before = (await this.repository.load()) ?? unsavedState();
    const after = changedSettings(before, { ...input, enabled: true }, this.vault);
    await this.rules.check(before, after, input.privateKey ?? null);
    return after;
  }

  private async saveOnce(actor: HostUser, input: ExchangeIntegrationInput): Promise<void> {
    const stored = await this.repository.load();
    const before = stored ?? unsavedState();
    const after = changedSettings(before, input, this.vault);
    await this.rules.check(before, after, input.privateKey ?? null);
    const changes = settingsChanges(before, after);
    const isReconnected = concernsConnections(changes);
    await this.settle(before, after, isReconnected);
    const { status } = after.integration;
    const audit = changes.length > 0 ? auditEntry(actor, 'exchange-integration.changed', subject, changes) : [];
    await this.repository.save(stored, after, [
      ...uncover(outsideDomains(status === 'disabled' ? [] : domainsOf(after.integration))),
      ...audit,
    ]);
    this.logger.log(`The Exchange integration was saved; it is ${status}.`);
    const hasNewRules = changes.some(({ field }) => field.startsWith('policy.'));
    if (status === 'running' && (isReconnected || hasNewRules || before.integration.status !== 'running')) {
      await this.synchroniser.restartAllOf(ORGANISATION_PROVIDER_ID);
    } else await this.synchroniser.stopRevoked();
    if (status !== 'disabled') this.jobs.add(coverUsers, {}, 'saved');
    if (status === 'stopped') this.jobs.add(trySuperUser, {}, 'saved');
  }

  /** Decides whether it runs from now on. One that is stopped stays so until its super-user works, unless another is entered. */
  private async settle(before: IntegrationState, after: IntegrationState, isReconnected: boolean): Promise<void> {
    const { integration } = after;
    if (integration.status === 'disabled') {
      Object.assign(integration, working);
      return;
    }
    const was = before.integration.status;
    if (was === 'stopped' && !isReconnected) Object.assign(integration, { status: 'stopped', nextTryAt: Date.now() });
    else if (was !== 'running' || isReconnected) {
      await this.superUser.check(after);
      Object.assign(integration, { ...working, status: 'running' });
    }
  }
}

const subject = { id: INTEGRATION_ID, name: 'MS Exchange' };

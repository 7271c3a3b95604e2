import { Injectable, Logger } from '@nestjs/common';
import { JobQueue } from '../jobs/job-queue';
import { Synchroniser } from '../sync/synchroniser';
import { trySuperUser } from './coverage-jobs';
import { IntegrationRepository } from './integration-repository';
import { firstTryMs, longestTryMs } from './super-user';
import { isMended } from './super-user-failures';
import { SuperUserProbe } from './super-user-probe';

/** Tries a super-user that has failed, with pauses that grow, and lets everything go on once it works. */
@Injectable()
export class SuperUserRecovery {
  private readonly logger = new Logger(SuperUserRecovery.name);

  constructor(
    private readonly integration: IntegrationRepository,
    private readonly probe: SuperUserProbe,
    private readonly synchroniser: Synchroniser,
    jobs: JobQueue,
  ) {
    jobs.handle(trySuperUser, () => this.tryAgain());
  }

  async tryAgain(): Promise<void> {
    const state = await this.integration.load();
    const now = Date.now();
    if (state?.integration.status !== 'stopped' || (state.integration.nextTryAt ?? 0) > now) return;
    const { revision, tries, errorCode } = state.integration;
    // Written before it is tried: whatever happens, the next try is later.
    const next = { tries: tries + 1, next_try_at: now + Math.min(longestTryMs, firstTryMs * 2 ** tries) };
    if (!(await this.integration.note(revision, next))) return;
    if (!isMended(errorCode ?? '', await this.probe.ofAny())) return;
    const working = { error_code: null, error_message: null, error_since: null, tries: 0, next_try_at: null };
    if (!(await this.integration.note(revision, { ...working, status: 'running' }))) return;
    this.logger.log('The super-user works again: the Exchange integration goes on.');
    this.synchroniser.claimWaiting();
  }
}

import { Injectable, Logger } from '@nestjs/common';
import { JobQueue } from '../jobs/job-queue';
import { coverUsers } from './coverage-jobs';
import { CoveragePass } from './coverage-pass';

/**
 * What a host tells of its users, so that the organisation's Exchange integration covers them at once; what it does not tell is found
 * when all users are gone through, every few minutes. Neither method fails: the host's own change has been made.
 */
@Injectable()
export class ExchangeCoverage {
  private readonly logger = new Logger(ExchangeCoverage.name);

  constructor(
    private readonly pass: CoveragePass,
    private readonly jobs: JobQueue,
  ) {}

  /** The user was added, changed or deleted: call it when that is saved. */
  async userChanged(userId: string): Promise<void> {
    try {
      await this.pass.look(userId);
    } catch (error) {
      this.logger.error(`Whether user ${userId} is covered is looked into again with all others: ${String(error)}`);
      this.usersChanged();
    }
  }

  /** Many users were: all of them are gone through. */
  usersChanged(): void {
    this.jobs.add(coverUsers, {}, 'users-changed');
  }
}

import { Injectable, Logger } from '@nestjs/common';
import type { AccountEntity } from '../accounts/account.entity';
import { HostBridge, type HostUser } from '../host-bridge';
import { JobQueue } from '../jobs/job-queue';
import { Synchroniser } from '../sync/synchroniser';
import { CoveredAccounts, coveredUser } from './covered-accounts';
import { coverUsers } from './coverage-jobs';
import { IntegrationRepository } from './integration-repository';
import { domainsOf } from './integration-state';

/** Users that are looked at together. */
const chunk = 200;

/** Makes the covered mailboxes those of the host's users whose addresses are in the domains. */
@Injectable()
export class CoveragePass {
  private readonly logger = new Logger(CoveragePass.name);

  constructor(
    private readonly host: HostBridge,
    private readonly integration: IntegrationRepository,
    private readonly accounts: CoveredAccounts,
    private readonly synchroniser: Synchroniser,
    jobs: JobQueue,
  ) {
    jobs.handle(coverUsers, (_, { signal }) => this.run(signal));
  }

  /** Goes on until the settings are those that it began with. */
  async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      const state = await this.integration.load();
      if (!state || state.integration.status === 'disabled') return;
      const { revision } = state.integration;
      const domains = domainsOf(state.integration);
      const waiting = await this.coverAll(domains, signal);
      const ended = await this.uncoverAll(domains, signal);
      if (waiting + ended > 0) this.logger.log(`${waiting} mailboxes are covered anew, and ${ended} no longer.`);
      if (await this.integration.note(revision, { users_checked_at: Date.now() })) return;
    }
  }

  /** One user was added, changed or deleted. */
  async look(userId: string): Promise<void> {
    const state = await this.integration.load();
    if (!state || state.integration.status === 'disabled') return;
    const domains = domainsOf(state.integration);
    const user = (await this.host.usersById([userId])).get(userId);
    const waiting = user ? await this.accounts.cover([user], domains) : 0;
    await this.end((await this.accounts.ofOwner(userId)).filter((account) => !isCovered(account, user, domains)));
    if (waiting > 0) this.synchroniser.claimWaiting();
  }

  private async coverAll(domains: readonly string[], signal: AbortSignal): Promise<number> {
    let waiting = 0;
    for await (const users of inChunks(this.host.usersByEmailDomain(domains))) {
      signal.throwIfAborted();
      const added = await this.accounts.cover(users, domains);
      if (added > 0) this.synchroniser.claimWaiting();
      waiting += added;
    }
    return waiting;
  }

  private async uncoverAll(domains: readonly string[], signal: AbortSignal): Promise<number> {
    let ended = 0;
    for (let after = ''; ;) {
      signal.throwIfAborted();
      const accounts = await this.accounts.page(after, chunk);
      const last = accounts.at(-1);
      if (!last) return ended;
      const users = await this.host.usersById([...new Set(accounts.map(({ ownerId }) => ownerId))]);
      const left = accounts.filter((account) => !isCovered(account, users.get(account.ownerId), domains));
      await this.end(left);
      ended += left.length;
      after = last.id;
    }
  }

  private async end(accounts: readonly AccountEntity[]): Promise<void> {
    if (accounts.length === 0) return;
    await this.accounts.uncover(accounts);
    await this.synchroniser.stopRevoked();
  }
}

function isCovered({ coveredAddress }: AccountEntity, user: HostUser | undefined, domains: readonly string[]): boolean {
  return user !== undefined && coveredUser(user, domains)?.address === coveredAddress;
}

async function* inChunks(users: AsyncIterable<HostUser>): AsyncGenerator<HostUser[]> {
  let some: HostUser[] = [];
  for await (const user of users) {
    some.push(user);
    if (some.length < chunk) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

import { computed, inject, Injectable, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import {
  type Account,
  type AccountInput,
  type AccountPatch,
  type AuthorizationStart,
  type Problem,
  type SyncStatus,
} from '@mailroom/contract';
import { auditTime, firstValueFrom, merge, skip } from 'rxjs';
import { localizeMailError } from '../i18n/localize-problem';
import { type AccountAction, AccountsApi, type EmailsOfDeleted } from './accounts-api';
import { MailEvents } from './mail-events';
import { Mailroom } from './mailroom';
import { problemOf } from './problem-of';

/** An email account and where its synchronisation stands; `status` is `null` until it was first asked for or told. */
export interface AccountView {
  account: Account;
  status: SyncStatus | null;
}

const refreshEveryMs = 1_000;

/** The signed-in user's email accounts, kept up to date by the event stream. `null` while nothing has been loaded. */
@Injectable({ providedIn: 'root' })
export class AccountStore {
  private readonly api = inject(AccountsApi);
  private readonly events = inject(MailEvents);
  private readonly user = inject(Mailroom).user;

  private readonly state = {
    accounts: signal<Account[] | null>(null),
    statuses: signal<Readonly<Record<string, SyncStatus>>>({}),
    problem: signal<Problem | null>(null),
  };

  readonly accounts = this.state.accounts.asReadonly();
  readonly views = computed(() => this.accounts()?.map((account): AccountView => ({ account, status: this.statusOf(account.id) })) ?? null);
  /** Why the list could not be loaded. */
  readonly problem = this.state.problem.asReadonly();

  constructor() {
    this.forgetWhenTheUserChanges();
    this.events
      .of('account.status')
      .pipe(takeUntilDestroyed())
      .subscribe(({ accountId, phase, lastError, receive, send }) => {
        this.patch(accountId, { phase, receive, send, lastError: lastError && localizeMailError(lastError) });
      });
    this.events
      .of('account.removed')
      .pipe(takeUntilDestroyed())
      .subscribe(({ accountId }) => {
        this.forget(accountId);
      });
    this.events
      .of('sync.progress')
      .pipe(takeUntilDestroyed())
      .subscribe(({ status }) => {
        this.setStatus(status);
      });
    merge(this.events.of('email.received'), this.events.of('email.changed'), this.events.gap)
      .pipe(auditTime(refreshEveryMs), takeUntilDestroyed())
      .subscribe(() => void this.load());
  }

  statusOf(id: string): SyncStatus | null {
    return this.state.statuses()[id] ?? null;
  }

  async load(): Promise<void> {
    try {
      const accounts = (await firstValueFrom(this.api.list())).map(readable);
      this.state.accounts.set(accounts);
      this.state.problem.set(null);
      // One that is deleted at this moment has none; the list is right all the same.
      await Promise.allSettled(accounts.map(({ id }) => this.loadStatus(id)));
    } catch (error) {
      this.state.problem.set(problemOf(error));
    }
  }

  async loadStatus(id: string): Promise<void> {
    this.setStatus(await firstValueFrom(this.api.syncStatus(id)));
  }

  /** Tries the credentials, then connects the mailbox, or says where its owner signs in. Rejects with the call's error. */
  async add(input: AccountInput): Promise<Account | AuthorizationStart> {
    return this.connected(await firstValueFrom(this.api.create(input)));
  }

  /** Tries again what needed a person, or says where they sign in. Rejects with the call's error. */
  async reconnect(id: string, returnTo: string): Promise<Account | AuthorizationStart> {
    return this.connected(await firstValueFrom(this.api.reconnect(id, returnTo)));
  }

  /** Rejects with the call's error. */
  async update(id: string, patch: AccountPatch): Promise<void> {
    this.patch(id, readable(await firstValueFrom(this.api.update(id, patch))));
    // Only one account is the default.
    if (patch.isDefault) await this.load();
  }

  /** To remove many emails takes a while: the account is `deleting` until `account.removed`. Rejects with the call's error. */
  async remove(id: string, emails: EmailsOfDeleted): Promise<void> {
    await firstValueFrom(this.api.remove(id, emails));
    await this.load();
  }

  async run(id: string, action: AccountAction): Promise<void> {
    this.patch(id, readable(await firstValueFrom(this.api.run(id, action))));
    await this.loadStatus(id);
  }

  private async connected(answer: Account | AuthorizationStart): Promise<Account | AuthorizationStart> {
    if ('authorizationUrl' in answer) return answer;
    await this.load();
    return readable(answer);
  }

  private forget(id: string): void {
    this.state.accounts.update((accounts) => accounts?.filter((account) => account.id !== id) ?? null);
  }

  private setStatus(status: SyncStatus): void {
    const lastError = status.lastError && localizeMailError(status.lastError);
    this.state.statuses.update((statuses) => ({ ...statuses, [status.accountId]: { ...status, lastError } }));
    const { accountId, phase, receive, importedCount } = status;
    this.patch(accountId, { phase, receive, importedCount, lastError });
  }

  private patch(id: string, change: Partial<Account>): void {
    this.state.accounts.update((accounts) => accounts?.map((account) => (account.id === id ? { ...account, ...change } : account)) ?? null);
  }

  private forgetWhenTheUserChanges(): void {
    toObservable(computed(() => this.user()?.id))
      .pipe(skip(1), takeUntilDestroyed())
      .subscribe(() => {
        this.state.accounts.set(null);
        this.state.statuses.set({});
      });
  }
}

function readable(account: Account): Account {
  return { ...account, lastError: account.lastError && localizeMailError(account.lastError) };
}

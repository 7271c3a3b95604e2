import { HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Account, type Provider, providerHasAccountsSchema } from '@mailroom/contract';
import { firstValueFrom } from 'rxjs';
import { Confirm } from '../components/confirm';
import { AccountsApi } from '../data-access/accounts-api';
import { problemOf } from '../data-access/problem-of';
import { ProviderStore } from '../data-access/provider-store';
import { formatCount } from '../i18n/numbers';
import { unicodeDomain } from '../i18n/unicode-domain';

type AccountOfProvider = Pick<Account, 'emailAddress' | 'ownerName'>;

/** Deletes a provider after asking; says whose email accounts stand in the way when they must go first. */
@Injectable({ providedIn: 'root' })
export class ProviderDeletion {
  private readonly store = inject(ProviderStore);
  private readonly accounts = inject(AccountsApi);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  async run(provider: Provider): Promise<void> {
    try {
      if (provider.accountCount > 0) {
        const { items, nextCursor } = await firstValueFrom(this.accounts.ofProvider(provider.id));
        const count = nextCursor === null ? items.length : provider.accountCount;
        if (count > 0) {
          await this.explainAccounts(provider, count, items);
          return;
        }
      }
      if (!(await this.confirmed(provider))) return;
      await this.store.remove(provider.id);
      this.snackBar.open($localize`:@@mailroom.provider-deletion.done:“${provider.name}:name:” is deleted.`, undefined, {
        duration: 5_000,
      });
    } catch (error) {
      await this.explain(provider, error);
    }
  }

  private confirmed({ name, domains }: Provider): Promise<boolean> {
    const points = [$localize`:@@mailroom.provider-deletion.loses-settings:Its address, authentication and secrets are lost.`];
    if (domains.length > 0) {
      points.push(
        $localize`:@@mailroom.provider-deletion.loses-domains:Users with an address in ${domains.map(unicodeDomain).join(', ')}:domains: have to choose a server themselves.`,
      );
    }
    return this.confirm.ask({
      title: $localize`:@@mailroom.provider-deletion.title:Delete “${name}:name:”?`,
      message: $localize`:@@mailroom.provider-deletion.message:No email account uses this provider, so no emails are lost. This cannot be undone.`,
      points,
      action: $localize`:@@mailroom.provider-deletion.action:Delete provider`,
      close: $localize`:@@mailroom.cancel:Cancel`,
      destructive: true,
    });
  }

  private async explain(provider: Provider, error: unknown): Promise<void> {
    const conflict = providerHasAccountsSchema.safeParse(error instanceof HttpErrorResponse ? error.error : undefined);
    if (conflict.success) {
      await this.explainAccounts(provider, conflict.data.accountCount, conflict.data.accounts);
      return;
    }
    const { detail, remedy } = problemOf(error);
    await this.confirm.ask({
      title: $localize`:@@mailroom.provider-deletion.failed:“${provider.name}:name:” was not deleted`,
      message: detail,
      ...(remedy !== undefined && { points: [remedy] }),
      close: $localize`:@@mailroom.close:Close`,
    });
  }

  private explainAccounts({ name }: Provider, count: number, accounts: readonly AccountOfProvider[]): Promise<boolean> {
    const more = count - accounts.length;
    return this.confirm.ask({
      title: $localize`:@@mailroom.provider-deletion.used.title:“${name}:name:” cannot be deleted yet`,
      message:
        count === 1
          ? $localize`:@@mailroom.provider-deletion.used.one:One email account uses it. Its user deletes it under Profile > Email accounts; then the provider can be deleted.`
          : $localize`:@@mailroom.provider-deletion.used.many:${formatCount(count)}:count: email accounts use it. Their users delete them under Profile > Email accounts; then the provider can be deleted.`,
      points: [
        ...accounts.map(({ emailAddress, ownerName }) => (ownerName === null ? emailAddress : `${emailAddress} – ${ownerName}`)),
        ...(more > 0 ? [$localize`:@@mailroom.provider-deletion.used.more:and ${formatCount(more)}:count: more`] : []),
      ],
      close: $localize`:@@mailroom.close:Close`,
    });
  }
}

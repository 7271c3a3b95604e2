import { HttpErrorResponse } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { type Provider } from '@mailroom/contract';
import { z } from 'zod';
import { Confirm } from '../components/confirm';
import { problemOf } from '../data-access/problem-of';
import { ProviderStore } from '../data-access/provider-store';

/** 409: what the API adds to its problem while email accounts use the provider. */
const hasAccounts = z.object({ code: z.literal('provider-has-accounts'), accountCount: z.number().int() });

/** Deletes a provider after asking; says what stands in the way when its email accounts must go first. */
@Injectable({ providedIn: 'root' })
export class ProviderDeletion {
  private readonly store = inject(ProviderStore);
  private readonly confirm = inject(Confirm);
  private readonly snackBar = inject(MatSnackBar);

  async run(provider: Provider): Promise<void> {
    if (provider.accountCount > 0) {
      await this.explainAccounts(provider, provider.accountCount);
      return;
    }
    if (!(await this.confirmed(provider))) return;
    try {
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
        $localize`:@@mailroom.provider-deletion.loses-domains:Users with an address in ${domains.join(', ')}:domains: have to choose a server themselves.`,
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
    const conflict = hasAccounts.safeParse(error instanceof HttpErrorResponse ? error.error : undefined);
    if (conflict.success) {
      await this.explainAccounts(provider, conflict.data.accountCount);
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

  private explainAccounts({ name }: Provider, count: number): Promise<boolean> {
    return this.confirm.ask({
      title: $localize`:@@mailroom.provider-deletion.used.title:“${name}:name:” cannot be deleted yet`,
      message:
        count === 1
          ? $localize`:@@mailroom.provider-deletion.used.one:One email account uses it.`
          : $localize`:@@mailroom.provider-deletion.used.many:${count}:count: email accounts use it.`,
      points: [
        $localize`:@@mailroom.provider-deletion.used.first:Delete these email accounts first: each user does it under Profile > Email accounts.`,
        $localize`:@@mailroom.provider-deletion.used.then:Then come back and delete the provider.`,
      ],
      close: $localize`:@@mailroom.close:Close`,
    });
  }
}

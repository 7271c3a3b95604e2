import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { ActivatedRoute, RouterLink } from '@angular/router';
import { type SkippedMessage } from '@mailroom/contract';
import { EmptyState } from '../../components/empty-state';
import { Skeleton } from '../../components/skeleton';
import { PagedList } from '../../data-access/paged-list';
import { ProblemNote } from '../../components/problem-note';
import { AccountStore } from '../../data-access/account-store';
import { AccountsApi } from '../../data-access/accounts-api';
import { mailboxAddress } from '../../data-access/mailbox-address';
import { formatCount, formatMoment } from '../../i18n/numbers';
import { skipReason } from './skip-reason';

/** Why an email is missing: every one that was not imported, with the reason and what can be done. */
@Component({
  selector: 'mailroom-skipped-list',
  imports: [EmptyState, MatButton, MatIcon, MatIconButton, ProblemNote, RouterLink, Skeleton],
  templateUrl: './skipped-list.html',
  styleUrl: './skipped-list.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SkippedList {
  private readonly accountId = inject(ActivatedRoute).snapshot.paramMap.get('accountId') ?? '';
  private readonly store = inject(AccountStore);
  private readonly api = inject(AccountsApi);

  protected readonly list = new PagedList((cursor) => this.api.skipped(this.accountId, cursor));
  protected readonly address = computed(() => {
    const account = this.store.accounts()?.find(({ id }) => id === this.accountId);
    return account ? mailboxAddress(account) : '';
  });
  protected readonly rows = computed(() => this.list.items()?.map((item) => ({ item, reason: skipReason(item) })));

  constructor() {
    if (!this.store.accounts()) void this.store.load();
    void this.list.more();
  }

  protected countOf({ count }: SkippedMessage): string {
    return $localize`:@@mailroom.ledger.count:${formatCount(count)}:count: emails`;
  }

  protected received({ receivedAt }: SkippedMessage): string {
    return receivedAt === null ? $localize`:@@mailroom.ledger.received.unknown:unknown` : formatMoment(receivedAt);
  }
}

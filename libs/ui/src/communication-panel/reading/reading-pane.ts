import { ChangeDetectionStrategy, Component, computed, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { type Email, type EmailListItem } from '@mailroom/contract';
import { LoadingNote } from '../../components/loading-note';
import { ProblemNote } from '../../components/problem-note';
import { AccountStore } from '../../data-access/account-store';
import { EmailsApi } from '../../data-access/emails-api';
import { Mailroom } from '../../data-access/mailroom';
import { formatMoment } from '../../i18n/numbers';
import { type AnswerKind } from '../composer/answer';
import { MailTime } from '../list/mail-time';
import { personName } from '../people';
import { AttachmentList } from './attachment-list';
import { MessageBody } from './message-body';
import { MessagePeople } from './message-people';
import { ReadingStore } from './reading-store';

/** One email to read: subject, people, files, text, and the rest of its conversation. */
@Component({
  selector: 'mailroom-reading-pane',
  imports: [
    AttachmentList,
    LoadingNote,
    MailTime,
    MatButtonModule,
    MatIconModule,
    MatMenuModule,
    MatTooltipModule,
    MessageBody,
    MessagePeople,
    ProblemNote,
    RouterLink,
  ],
  templateUrl: './reading-pane.html',
  styleUrl: './reading-pane.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ReadingPane {
  /** The contact on whose page this stands; a link to it would lead nowhere. */
  readonly contactId = input<string | null>(null);
  readonly closed = output();
  readonly answered = output<{ kind: AnswerKind; email: Email }>();
  readonly readChanged = output<boolean>();
  /** Another email of the conversation. */
  readonly chosen = output<EmailListItem>();
  /** A page of the host was chosen. */
  readonly left = output();

  protected readonly store = inject(ReadingStore);
  protected readonly personName = personName;
  protected readonly formatMoment = formatMoment;
  private readonly api = inject(EmailsApi);
  private readonly contactPath = inject(Mailroom).paths.contact;
  private readonly accounts = inject(AccountStore).accounts;
  private readonly message = viewChild.required<ElementRef<HTMLElement>>('message');

  protected readonly maySend = computed(() => {
    const accountId = this.store.email()?.accountId;
    return this.accounts()?.find(({ id }) => id === accountId)?.send ?? false;
  });
  protected readonly contactLinks = computed(() => {
    const ids = (this.store.email()?.contactIds ?? []).filter((id) => id !== this.contactId());
    return ids.map((id) => ({ id, path: this.contactPath.replace(':contactId', encodeURIComponent(id)) }));
  });

  /** The message can be read and scrolled by keys, while it is still loading too. */
  focus(): void {
    this.message().nativeElement.focus({ preventScroll: true });
  }

  protected rawUrl({ id }: Email): string {
    return this.api.rawUrl(id);
  }
}

import { ChangeDetectionStrategy, Component, computed, ElementRef, inject, input, output, viewChild } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterLink } from '@angular/router';
import { type Email } from '@mailroom/contract';
import { ProblemNote } from '../../components/problem-note';
import { AccountStore } from '../../data-access/account-store';
import { EmailsApi } from '../../data-access/emails-api';
import { mailboxAddress } from '../../data-access/mailbox-address';
import { Mailroom } from '../../data-access/mailroom';
import { formatMoment } from '../../i18n/numbers';
import { type AnswerKind } from '../composer/answer';
import { sameAddress } from '../people';
import { AttachmentList } from './attachment-list';
import { ConversationMessage } from './conversation-message';
import { MessageBody } from './message-body';
import { MessagePeople } from './message-people';
import { MessageSkeleton } from './message-skeleton';
import { ReadingStore } from './reading-store';

/** One email to read: subject, people, files, text, and the rest of its conversation. */
@Component({
  selector: 'mailroom-reading-pane',
  imports: [
    AttachmentList,
    ConversationMessage,
    MatButtonModule,
    MatIconModule,
    MatMenuModule,
    MatTooltipModule,
    MessageBody,
    MessagePeople,
    MessageSkeleton,
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
  /** Another email of the conversation was read. */
  readonly otherRead = output<string>();
  /** Nothing more is wanted from this email's sender. */
  readonly blocked = output<Email>();
  /** A page of the host was chosen. */
  readonly left = output();

  protected readonly store = inject(ReadingStore);
  protected readonly formatMoment = formatMoment;
  private readonly api = inject(EmailsApi);
  private readonly contactPath = inject(Mailroom).paths.contact;
  private readonly accounts = inject(AccountStore).accounts;
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  private readonly message = viewChild.required<ElementRef<HTMLElement>>('message');

  protected readonly maySend = computed(() => {
    const accountId = this.store.email()?.accountId;
    return this.accounts()?.find(({ id }) => id === accountId)?.send ?? false;
  });
  /** Anybody may be blocked but the mailbox's owner, where something is received. */
  protected readonly mayBlock = computed(() => {
    const email = this.store.email();
    const account = this.accounts()?.find(({ id }) => id === email?.accountId);
    return (
      email !== null &&
      account?.receive === true &&
      email.status === 'received' &&
      !sameAddress(email.from.address, mailboxAddress(account))
    );
  });
  protected readonly contactLinks = computed(() => {
    const ids = (this.store.email()?.contactIds ?? []).filter((id) => id !== this.contactId());
    return ids.map((id) => ({ id, path: this.contactPath.replace(':contactId', encodeURIComponent(id)) }));
  });

  /** The message can be read and scrolled by keys, while it is still loading too. */
  focus(): void {
    this.message().nativeElement.focus({ preventScroll: true });
  }

  holdsFocus(): boolean {
    return this.host.nativeElement.contains(document.activeElement);
  }

  protected rawUrl({ id }: Email): string {
    return this.api.rawUrl(id);
  }
}

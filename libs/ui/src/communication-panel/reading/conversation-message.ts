import { ChangeDetectionStrategy, Component, computed, inject, input, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { type Email, type EmailListItem } from '@mailroom/contract';
import { ProblemNote } from '../../components/problem-note';
import { problemOf } from '../../data-access/problem-of';
import { formatMoment } from '../../i18n/numbers';
import { type AnswerKind } from '../composer/answer';
import { MailTime } from '../list/mail-time';
import { personName } from '../people';
import { AttachmentList } from './attachment-list';
import { EmailCache } from './email-cache';
import { MessageBody } from './message-body';
import { MessagePeople } from './message-people';

/** Another message of the conversation: a line that unfolds, in its place, to the whole of it. */
@Component({
  selector: 'mailroom-conversation-message',
  imports: [AttachmentList, MailTime, MatButtonModule, MatIconModule, MessageBody, MessagePeople, ProblemNote],
  templateUrl: './conversation-message.html',
  styleUrl: './conversation-message.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ConversationMessage {
  readonly item = input.required<EmailListItem>();
  /** Whether it may be answered. */
  readonly maySend = input.required<boolean>();
  readonly answered = output<{ kind: AnswerKind; email: Email }>();
  /** An unread message was unfolded. */
  readonly read = output();

  protected readonly open = signal(false);
  protected readonly personName = personName;
  protected readonly formatMoment = formatMoment;
  private readonly cache = inject(EmailCache);
  protected readonly email = rxResource({
    params: () => (this.open() ? this.item().id : undefined),
    stream: ({ params }) => this.cache.get(params),
  });
  protected readonly problem = computed(() => {
    const error = this.email.error();
    return error ? problemOf(error.cause ?? error) : null;
  });

  protected toggle(): void {
    this.open.update((open) => !open);
    if (this.open() && !this.item().isRead) this.read.emit();
  }
}

import { ChangeDetectionStrategy, Component, inject, input, output, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { MatButtonModule } from '@angular/material/button';
import { EmailsApi } from '../../data-access/emails-api';
import { MessageBody } from '../reading/message-body';

/** The email that is answered, which the server puts below the answer as it looked; folded away until somebody wants to see it. */
@Component({
  selector: 'mailroom-quoted-message',
  imports: [MatButtonModule, MessageBody],
  template: `
    <div class="line">
      <button type="button" class="fold" [attr.aria-expanded]="open()" (click)="open.set(!open())">
        <span class="dots" aria-hidden="true">•••</span>
        @if (open()) {
          <ng-container i18n="@@mailroom.panel.quote.hide">Hide the quoted message</ng-container>
        } @else {
          <ng-container i18n="@@mailroom.panel.quote.show">Show the quoted message</ng-container>
        }
      </button>
      <button matButton type="button" [disabled]="disabled()" (click)="removed.emit()" i18n="@@mailroom.panel.quote.remove">
        Do not quote it
      </button>
    </div>
    @if (open()) {
      <blockquote>
        <p class="heading">{{ heading() }}</p>
        @if (email.hasValue()) {
          <mailroom-message-body [email]="email.value()" />
        } @else if (email.error()) {
          <p i18n="@@mailroom.panel.quote.gone">It cannot be shown now.</p>
        }
      </blockquote>
    }
  `,
  styleUrl: './quoted-message.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class QuotedMessage {
  readonly emailId = input.required<string>();
  readonly heading = input.required<string>();
  readonly disabled = input(false);
  readonly removed = output();

  protected readonly open = signal(false);
  private readonly api = inject(EmailsApi);
  protected readonly email = rxResource({
    params: () => (this.open() ? this.emailId() : undefined),
    stream: ({ params }) => this.api.get(params),
  });
}

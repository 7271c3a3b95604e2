import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type ExchangeIntegration } from '@mailroom/contract';
import { ProblemNote } from '../../components/problem-note';
import { type MailroomIcon } from '../../icons/icons';
import { localizeMailError } from '../../i18n/localize-problem';
import { formatMoment } from '../../i18n/numbers';

/** Whether the integration works: if not, why, what to do, and when it is tried again by itself. */
@Component({
  selector: 'mailroom-integration-status',
  imports: [MatIcon, ProblemNote],
  template: `
    <p class="status" role="status" [class]="shown().tone">
      <mat-icon [svgIcon]="'mailroom:' + shown().icon" aria-hidden="true" />
      <strong>{{ shown().text }}</strong>
      <span>{{ shown().detail }}</span>
    </p>
    @if (error(); as error) {
      <mailroom-problem-note [problem]="error">
        @if (nextTry(); as moment) {
          <p class="next">{{ moment }}</p>
        }
      </mailroom-problem-note>
    }
  `,
  styles: `
    @use '../../styles/page';
    :host {
      display: block;
      margin-bottom: 1rem;
    }
    .status {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 0.25rem 0.625rem;
      margin: 0;
      padding: 0.75rem 1rem;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-surface-container-high);
      font: var(--mat-sys-body-medium);
    }
    strong {
      font: var(--mat-sys-title-small);
    }
    .good {
      background: color-mix(in srgb, var(--mat-sys-primary) 12%, var(--mat-sys-surface));
    }
    .good mat-icon {
      color: var(--mat-sys-primary);
    }
    .bad {
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
    mailroom-problem-note {
      margin-top: 0.5rem;
    }
    .next {
      margin: 0.25rem 0 0;
      font: var(--mat-sys-body-small);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntegrationStatusNote {
  readonly integration = input.required<ExchangeIntegration>();

  protected readonly shown = computed((): { tone: string; icon: MailroomIcon; text: string; detail: string } => {
    const { status, usersCheckedAt } = this.integration();
    switch (status) {
      case 'disabled':
        return {
          tone: 'idle',
          icon: 'pause',
          text: $localize`:@@mailroom.integration.status.disabled:Disabled`,
          detail: $localize`:@@mailroom.integration.status.disabled.detail:No mailbox is synchronised by it. What was imported stays.`,
        };
      case 'running':
        return {
          tone: 'good',
          icon: 'checkCircle',
          text: $localize`:@@mailroom.integration.status.running:Running`,
          detail:
            usersCheckedAt === null
              ? $localize`:@@mailroom.integration.status.looking:Looking for the users in the listed domains…`
              : $localize`:@@mailroom.integration.status.checked:Users looked up ${formatMoment(usersCheckedAt)}:moment:`,
        };
      case 'stopped':
        return {
          tone: 'bad',
          icon: 'warning',
          text: $localize`:@@mailroom.integration.status.stopped:Stopped`,
          detail: $localize`:@@mailroom.integration.status.stopped.detail:The super-user does not work, so nothing is synchronised until it does.`,
        };
    }
  });
  protected readonly error = computed(() => {
    const { lastError, status } = this.integration();
    return status === 'stopped' && lastError ? localizeMailError(lastError) : null;
  });
  protected readonly nextTry = computed(() => {
    const { nextTryAt } = this.integration();
    return nextTryAt && $localize`:@@mailroom.integration.next-try:Tried again by itself ${formatMoment(nextTryAt)}:moment:`;
  });
}

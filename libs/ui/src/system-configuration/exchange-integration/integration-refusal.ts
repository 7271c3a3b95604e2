import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { type IntegrationRefused } from '@mailroom/contract';
import { ProblemNote } from '../../components/problem-note';
import { stepLabel } from '../../doctor/step-label';

/** Why the integration was not enabled: the set-up doctor's finding, and the ways on. */
@Component({
  selector: 'mailroom-integration-refusal',
  imports: [MatButton, ProblemNote],
  template: `
    <mailroom-problem-note [problem]="refusal()">
      <p class="where">{{ where() }}</p>
      <p>
        <button matButton="outlined" type="button" (click)="tested.emit()" i18n="@@mailroom.integration.refused.test">
          Test step by step
        </button>
        <button
          matButton
          type="button"
          [disabled]="saving()"
          [disabledInteractive]="true"
          (click)="savedDisabled.emit()"
          i18n="@@mailroom.integration.refused.save"
        >
          Save without enabling
        </button>
      </p>
    </mailroom-problem-note>
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      display: flex;
      flex-wrap: wrap;
      gap: 0.5rem;
      margin: 0.5rem 0 0;
    }
    .where {
      margin-top: 0.25rem;
      font: var(--mat-sys-body-small);
    }
    button {
      --mat-button-outlined-label-text-color: currentcolor;
      --mat-button-outlined-outline-color: currentcolor;
      --mat-button-text-label-text-color: currentcolor;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class IntegrationRefusal {
  readonly refusal = input.required<IntegrationRefused>();
  readonly saving = input(false);
  readonly savedDisabled = output();
  readonly tested = output();

  protected readonly where = computed(() => {
    const { step, triedMailbox } = this.refusal();
    const failed = stepLabel(step);
    return triedMailbox === null
      ? $localize`:@@mailroom.integration.refused.where:Nothing was saved. The test failed at: ${failed}:step:`
      : $localize`:@@mailroom.integration.refused.where-mailbox:Nothing was saved. The test failed at: ${failed}:step:, with the mailbox ${triedMailbox}:mailbox:`;
  });
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type AccountPhase } from '@mailroom/contract';
import { type MailroomIcon } from '../icons/icons';

/** Where an account's synchronisation stands, in words and a symbol. */
@Component({
  selector: 'mailroom-account-phase',
  imports: [MatIcon],
  template: `<mat-icon [svgIcon]="'mailroom:' + shown().icon" aria-hidden="true" />{{ shown().text }}`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      padding: 0.125rem 0.625rem 0.125rem 0.5rem;
      border-radius: var(--mat-sys-corner-full);
      font: var(--mat-sys-label-medium);
      white-space: nowrap;
      background: var(--mat-sys-surface-container-high);
      color: var(--mat-sys-on-surface-variant);
    }
    :host(.live) {
      background: var(--mat-sys-primary-container);
      color: var(--mat-sys-on-primary-container);
    }
    :host(.busy) {
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    :host(.bad) {
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
    }
    mat-icon {
      width: 1rem;
      height: 1rem;
    }
  `,
  host: { '[class]': 'shown().tone' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class AccountPhaseLabel {
  readonly phase = input.required<AccountPhase>();

  protected readonly shown = computed(() => appearance(this.phase()));
}

/** What a state is called on the screens. */
export function phaseLabel(phase: AccountPhase): string {
  return appearance(phase).text;
}

function appearance(phase: AccountPhase): { tone: string; icon: MailroomIcon; text: string } {
  switch (phase) {
    case 'connecting':
      return { tone: 'busy', icon: 'sync', text: $localize`:@@mailroom.phase.connecting:Connecting` };
    case 'backfilling':
      return { tone: 'busy', icon: 'download', text: $localize`:@@mailroom.phase.backfilling:Importing` };
    case 'live':
      return { tone: 'live', icon: 'checkCircle', text: $localize`:@@mailroom.phase.live:Up to date` };
    case 'paused':
      return { tone: 'idle', icon: 'pause', text: $localize`:@@mailroom.phase.paused:Paused` };
    case 'disconnected':
      return { tone: 'idle', icon: 'archive', text: $localize`:@@mailroom.phase.disconnected:Only its emails are left` };
    case 'deleting':
      return { tone: 'busy', icon: 'delete', text: $localize`:@@mailroom.phase.deleting:Being deleted` };
    case 'needs-attention':
      return { tone: 'bad', icon: 'warning', text: $localize`:@@mailroom.phase.needs-attention:Needs attention` };
  }
}

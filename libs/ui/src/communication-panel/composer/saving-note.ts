import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type Saving } from './draft';

/** Whether what is written is safe. Screen readers hear only of what is not. */
@Component({
  selector: 'mailroom-saving-note',
  template: `<span [attr.aria-live]="saving() === 'unsaved' ? 'polite' : 'off'">{{ text() }}</span>`,
  styles: `
    :host {
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-body-small);
      white-space: nowrap;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SavingNote {
  readonly saving = input.required<Saving>();
  /** Nothing has been written yet, and nothing needs to be said. */
  readonly isNew = input.required<boolean>();

  protected readonly text = computed(() => {
    if (this.isNew()) return '';
    switch (this.saving()) {
      case 'saved':
        return $localize`:@@mailroom.panel.saving.saved:Draft saved`;
      case 'saving':
        return $localize`:@@mailroom.panel.saving.saving:Saving…`;
      case 'unsaved':
        return $localize`:@@mailroom.panel.saving.unsaved:Kept in this browser`;
      case 'conflict':
        return '';
    }
  });
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type Provider } from '@mailroom/contract';

/** Whether a provider's mailboxes are well, in words and a symbol. */
@Component({
  selector: 'mailroom-provider-health',
  imports: [MatIcon],
  template: `<mat-icon [svgIcon]="'mailroom:' + health().icon" aria-hidden="true" />{{ health().text }}`,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 0.375rem;
      vertical-align: middle;
    }
    :host(.bad) {
      color: var(--mat-sys-error);
    }
    :host(.none) {
      color: var(--mat-sys-on-surface-variant);
    }
    mat-icon {
      flex: none;
      width: 1.125rem;
      height: 1.125rem;
    }
  `,
  host: { '[class]': 'health().tone' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProviderHealth {
  readonly provider = input.required<Provider>();

  protected readonly health = computed(() => {
    const { accountCount, accountsNeedingAttention: failing } = this.provider();
    if (accountCount === 0) return { tone: 'none', icon: 'mail', text: $localize`:@@mailroom.provider-health.unused:Not used yet` };
    if (failing === 0) return { tone: 'good', icon: 'checkCircle', text: $localize`:@@mailroom.provider-health.good:Healthy` };
    return { tone: 'bad', icon: 'warning', text: $localize`:@@mailroom.provider-health.bad:${failing}:count: need attention` };
  });
}

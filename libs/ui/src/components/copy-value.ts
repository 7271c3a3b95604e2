import { Clipboard } from '@angular/cdk/clipboard';
import { ChangeDetectionStrategy, Component, computed, inject, input, signal } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatTooltip } from '@angular/material/tooltip';

/** Something that is entered elsewhere exactly as it stands here, with a button that copies it. */
@Component({
  selector: 'mailroom-copy-value',
  imports: [MatIcon, MatIconButton, MatTooltip],
  template: `
    <div>
      <span class="label">{{ label() }}</span>
      <code>{{ value() }}</code>
    </div>
    <button matIconButton type="button" (click)="copy()" (blur)="copied.set(false)" [attr.aria-label]="action()" [matTooltip]="action()">
      <mat-icon [svgIcon]="copied() ? 'mailroom:check' : 'mailroom:copy'" />
    </button>
    <span class="cdk-visually-hidden" role="status">{{ copied() ? done : '' }}</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 0.5rem;
      box-sizing: border-box;
      padding: 0.25rem 0.25rem 0.25rem 0.875rem;
      border-radius: var(--mat-sys-corner-small);
      background: var(--mat-sys-surface-container);
    }
    div {
      flex: 1;
      min-width: 0;
    }
    .label {
      display: block;
      font: var(--mat-sys-body-small);
      color: var(--mat-sys-on-surface-variant);
    }
    code {
      font-size: 0.8125rem;
      overflow-wrap: anywhere;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class CopyValue {
  private readonly clipboard = inject(Clipboard);

  readonly label = input.required<string>();
  readonly value = input.required<string>();

  protected readonly copied = signal(false);
  protected readonly done = $localize`:@@mailroom.copied:Copied`;
  protected readonly action = computed(() => (this.copied() ? this.done : $localize`:@@mailroom.copy:Copy “${this.label()}:label:”`));

  protected copy(): void {
    this.copied.set(this.clipboard.copy(this.value()));
  }
}

import { ChangeDetectionStrategy, Component } from '@angular/core';

/** The CRM's mark and name. */
@Component({
  selector: 'app-logo',
  template: `
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M16 6v19M11 11h10M7 19c1 4 4.5 6.5 9 6.5s8-2.5 9-6.5" />
    </svg>
    <span>Harbour <span class="kind">CRM</span></span>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 10px;
      font: var(--mat-sys-title-medium);
      letter-spacing: -0.01em;
      white-space: nowrap;
    }
    svg {
      width: 30px;
      height: 30px;
      flex: none;
    }
    rect {
      fill: var(--mat-sys-primary);
    }
    path {
      fill: none;
      stroke: var(--mat-sys-on-primary);
      stroke-width: 2.4;
      stroke-linecap: round;
    }
    .kind {
      color: var(--mat-sys-on-surface-variant);
      font-weight: 400;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Logo {}

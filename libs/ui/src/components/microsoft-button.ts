import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatButton } from '@angular/material/button';

/** Submits the form around it, to go on at Microsoft's sign-in page. */
@Component({
  selector: 'mailroom-microsoft-button',
  imports: [MatButton],
  template: `
    <button matButton="filled" type="submit" [disabled]="busy()" [disabledInteractive]="true">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path fill="#f25022" d="M0 0h9.5v9.5H0z" />
        <path fill="#7fba00" d="M10.5 0H20v9.5h-9.5z" />
        <path fill="#00a4ef" d="M0 10.5h9.5V20H0z" />
        <path fill="#ffb900" d="M10.5 10.5H20V20h-9.5z" />
      </svg>
      @if (busy()) {
        <ng-container i18n="@@mailroom.microsoft.leaving">Going to Microsoft…</ng-container>
      } @else {
        <ng-container i18n="@@mailroom.microsoft.sign-in">Sign in with Microsoft</ng-container>
      }
    </button>
  `,
  styles: `
    svg {
      width: 1rem;
      height: 1rem;
      padding: 0.1875rem;
      margin-inline-end: 0.25rem;
      border-radius: 0.125rem;
      background: #fff;
      vertical-align: -0.3125rem;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class MicrosoftButton {
  readonly busy = input.required<boolean>();
}

import { ChangeDetectionStrategy, Component, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { type ImportPolicy } from '@mailroom/contract';

/** Says that the organisation opens this mailbox, and what its owner may decide. */
@Component({
  selector: 'mailroom-managed-note',
  imports: [MatIcon],
  template: `
    <mat-icon svgIcon="mailroom:shield" aria-hidden="true" />
    <div>
      <strong i18n="@@mailroom.managed.title">Managed by your organisation</strong>
      <p>
        <ng-container i18n="@@mailroom.managed.about"
          >Your organisation opens this mailbox for you, so you need no password here, and cannot delete it. Nobody else sees its
          emails.</ng-container
        >
        @if (policy()?.usersMayTighten) {
          <ng-container i18n="@@mailroom.managed.tighten">You may import less than your organisation allows.</ng-container>
        } @else {
          <ng-container i18n="@@mailroom.managed.fixed">What is imported is decided for all.</ng-container>
        }
      </p>
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: 0.75rem;
      margin-bottom: 1rem;
      padding: 0.75rem 1rem;
      border-radius: var(--mat-sys-corner-medium);
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
      font: var(--mat-sys-body-medium);
    }
    mat-icon {
      flex: none;
    }
    strong {
      font: var(--mat-sys-title-small);
    }
    p {
      margin: 0.125rem 0 0;
    }
  `,
  host: { role: 'note' },
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ManagedNote {
  readonly policy = input.required<ImportPolicy | null>();
}

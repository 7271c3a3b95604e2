import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, inject, output } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatTooltipModule } from '@angular/material/tooltip';
import { EmailSelection } from './email-selection';

/** What can be done with the marked emails; it lies over the list's foot, so that nothing moves. */
@Component({
  selector: 'mailroom-selection-bar',
  imports: [DecimalPipe, MatButtonModule, MatIconModule, MatTooltipModule],
  template: `
    <button
      matIconButton
      type="button"
      i18n-aria-label="@@mailroom.panel.selection.clear"
      aria-label="Unmark all"
      i18n-matTooltip="@@mailroom.panel.selection.clear"
      matTooltip="Unmark all"
      (click)="cleared.emit()"
    >
      <mat-icon svgIcon="mailroom:close" />
    </button>
    <span role="status" i18n="@@mailroom.panel.selection.count">{{ selection.count() | number }} marked</span>
    <button
      matIconButton
      type="button"
      i18n-aria-label="@@mailroom.panel.reading.markRead"
      aria-label="Mark as read"
      i18n-matTooltip="@@mailroom.panel.reading.markRead"
      matTooltip="Mark as read"
      (click)="read.emit(true)"
    >
      <mat-icon svgIcon="mailroom:mailOpen" />
    </button>
    <button
      matIconButton
      type="button"
      i18n-aria-label="@@mailroom.panel.reading.markUnread"
      aria-label="Mark as unread"
      i18n-matTooltip="@@mailroom.panel.reading.markUnread"
      matTooltip="Mark as unread"
      (click)="read.emit(false)"
    >
      <mat-icon svgIcon="mailroom:mail" />
    </button>
  `,
  styles: `
    :host {
      position: absolute;
      z-index: 1;
      inset-inline: 0;
      inset-block-end: 0;
      display: flex;
      align-items: center;
      gap: 4px;
      padding: 4px 8px;
      border-block-start: 1px solid var(--mat-sys-outline-variant);
      background: var(--mat-sys-secondary-container);
      color: var(--mat-sys-on-secondary-container);
    }
    span {
      flex: 1;
      font: var(--mat-sys-label-large);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SelectionBar {
  readonly cleared = output();
  readonly read = output<boolean>();
  protected readonly selection = inject(EmailSelection);
}

import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { Connection } from '../data-access/connection';
import { DraftStore } from './composer/draft-store';

/** Says that there is no network, and that nothing that is written is lost by it. */
@Component({
  selector: 'mailroom-panel-offline',
  imports: [MatIconModule],
  template: `
    <div role="status">
      @if (offline()) {
        <p>
          <mat-icon svgIcon="mailroom:warning" />
          @if (isWriting()) {
            <span i18n="@@mailroom.panel.offline.writing"
              >You are offline. What you write is kept here, and saved when the connection is back.</span
            >
          } @else {
            <span i18n="@@mailroom.panel.offline.reading">You are offline. What you see is as it was.</span>
          }
        </p>
      }
    </div>
  `,
  styles: `
    p {
      display: flex;
      align-items: center;
      gap: 10px;
      margin: 0;
      padding: 8px 18px;
      border-block-end: 1px solid var(--mat-sys-outline-variant);
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
      font: var(--mat-sys-body-small);
    }
    mat-icon {
      flex: none;
      width: 18px;
      height: 18px;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PanelOffline {
  protected readonly offline = inject(Connection).offline;
  private readonly drafts = inject(DraftStore).drafts;

  protected isWriting(): boolean {
    return this.drafts().some(({ edits, savedEdits }) => edits > savedEdits);
  }
}

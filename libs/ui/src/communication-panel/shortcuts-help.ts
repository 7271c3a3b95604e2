import { ChangeDetectionStrategy, Component } from '@angular/core';
import { MatButtonModule } from '@angular/material/button';
import { MatDialogModule } from '@angular/material/dialog';

/** The keyboard shortcuts of the panel. */
@Component({
  selector: 'mailroom-shortcuts-help',
  imports: [MatButtonModule, MatDialogModule],
  template: `
    <h2 mat-dialog-title i18n="@@mailroom.panel.shortcuts.title">Keyboard shortcuts</h2>
    <!-- What is long enough to be scrolled is scrolled by keys, too. -->
    <mat-dialog-content tabindex="0">
      <p i18n="@@mailroom.panel.shortcuts.where">They work while the focus is in the emails, and not where you are typing.</p>
      <dl>
        @for (row of rows; track row.keys) {
          <dt>
            @for (key of row.keys; track key) {
              <kbd>{{ key }}</kbd>
            }
          </dt>
          <dd>{{ row.does }}</dd>
        }
      </dl>
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <button matButton type="button" mat-dialog-close cdkFocusInitial i18n="@@mailroom.panel.close">Close</button>
    </mat-dialog-actions>
  `,
  styles: `
    p {
      margin: 0 0 16px;
    }
    dl {
      display: grid;
      grid-template-columns: auto 1fr;
      align-items: baseline;
      gap: 6px 24px;
      margin: 0;
    }
    dt {
      display: flex;
      gap: 6px;
    }
    dd {
      margin: 0;
      color: var(--mat-sys-on-surface);
    }
    kbd {
      min-width: 24px;
      padding: 2px 6px;
      box-sizing: border-box;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 6px;
      background: var(--mat-sys-surface-container);
      color: var(--mat-sys-on-surface);
      font: var(--mat-sys-label-large);
      text-align: center;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ShortcutsHelp {
  protected readonly rows: readonly { keys: string[]; does: string }[] = [
    { keys: ['J', '↓'], does: $localize`:@@mailroom.panel.shortcuts.next:Next message` },
    { keys: ['K', '↑'], does: $localize`:@@mailroom.panel.shortcuts.previous:Previous message` },
    { keys: ['Enter'], does: $localize`:@@mailroom.panel.shortcuts.open:Open the message` },
    { keys: ['Esc'], does: $localize`:@@mailroom.panel.shortcuts.back:Back to the list` },
    { keys: ['R'], does: $localize`:@@mailroom.panel.composer.reply:Reply` },
    { keys: ['A'], does: $localize`:@@mailroom.panel.composer.replyAll:Reply to all` },
    { keys: ['F'], does: $localize`:@@mailroom.panel.composer.forward:Forward` },
    { keys: ['N'], does: $localize`:@@mailroom.panel.composer.new:New message` },
    { keys: ['X', 'Space'], does: $localize`:@@mailroom.panel.shortcuts.mark:Mark the message, to do something with several` },
    { keys: ['*'], does: $localize`:@@mailroom.panel.shortcuts.markAll:Mark every message of the list` },
    { keys: ['I'], does: $localize`:@@mailroom.panel.reading.markRead:Mark as read` },
    { keys: ['U'], does: $localize`:@@mailroom.panel.reading.markUnread:Mark as unread` },
    { keys: ['/'], does: $localize`:@@mailroom.panel.shortcuts.search:Search` },
    { keys: ['Ctrl+Enter'], does: $localize`:@@mailroom.panel.shortcuts.send:Send what you are writing` },
    { keys: ['?'], does: $localize`:@@mailroom.panel.shortcuts.help:This list` },
  ];
}

import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { linkedText, textBlocks } from './quoted-text';

/** A message without HTML, its quotations set apart. */
@Component({
  selector: 'mailroom-plain-text',
  template: `
    @for (block of blocks(); track $index) {
      <p [class.quoted]="block.depth > 0" [style.margin-inline-start.px]="block.indent">
        @for (piece of block.pieces; track $index) {
          @if (piece.href) {
            <a [href]="piece.href" target="_blank" rel="noopener noreferrer">{{ piece.text }}</a>
          } @else {
            <ng-container>{{ piece.text }}</ng-container>
          }
        }
      </p>
    } @empty {
      <p class="nothing" i18n="@@mailroom.panel.body.empty">This message has no text.</p>
    }
  `,
  styles: `
    :host {
      display: block;
      max-width: 76ch;
      font: var(--mat-sys-body-large);
      letter-spacing: normal;
    }
    p {
      margin: 0;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
    .quoted {
      margin-block: 8px;
      padding-inline-start: 12px;
      border-inline-start: 3px solid var(--mat-sys-outline-variant);
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-body-medium);
    }
    .nothing {
      color: var(--mat-sys-on-surface-variant);
    }
    a {
      color: var(--mat-sys-primary);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class PlainText {
  readonly text = input.required<string>();
  protected readonly blocks = computed(() =>
    this.text().trim() === ''
      ? []
      : textBlocks(this.text()).map(({ depth, text }) => ({ depth, indent: 12 * Math.max(0, depth - 1), pieces: linkedText(text) })),
  );
}

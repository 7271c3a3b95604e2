import { ChangeDetectionStrategy, Component } from '@angular/core';

/** The shape of a list that is being loaded, row by row as high as the rows will be: nothing jumps when they come. */
@Component({
  selector: 'mailroom-list-skeleton',
  template: `
    <p class="cdk-visually-hidden" role="status" i18n="@@mailroom.panel.list.loading">Loading emails…</p>
    <div class="shape" aria-hidden="true">
      @for (row of rows; track $index) {
        <div class="row">
          <span class="who" [style.width.%]="row / 2"></span>
          <span [style.width.%]="row"></span>
          <span class="preview"></span>
        </div>
      }
    </div>
  `,
  styles: `
    :host {
      display: block;
      height: 100%;
      overflow: hidden;
    }
    .row {
      display: grid;
      align-content: center;
      gap: 9px;
      box-sizing: border-box;
      height: 82px;
      padding-inline: 36px 14px;
      border-block-end: 1px solid color-mix(in srgb, var(--mat-sys-outline-variant) 60%, transparent);
    }
    span {
      height: 11px;
      border-radius: 6px;
      background: var(--mat-sys-surface-container-high);
    }
    .preview {
      width: 92%;
      background: var(--mat-sys-surface-container);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ListSkeleton {
  protected readonly rows = [62, 44, 71, 53, 66, 38, 58, 49, 64, 41, 55, 47];
}

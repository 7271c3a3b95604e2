import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Widths of the lines in percent, so that they look like text and are the same each time. */
const widths = [62, 44, 71, 53, 66, 38, 58, 49];

/** The shape of what is being loaded, in its place: nothing jumps when it arrives. Its text is told to screen readers. */
@Component({
  selector: 'mailroom-skeleton',
  template: `
    <p class="cdk-visually-hidden" role="status">{{ text() }}</p>
    <div class="shape" [class]="kind()" aria-hidden="true">
      @for (width of lines(); track $index) {
        <div class="item">
          <span class="line strong" [style.width.%]="width / 2"></span>
          <span class="line" [style.width.%]="width"></span>
        </div>
      }
    </div>
  `,
  styles: `
    @use '../styles/page';
    :host {
      display: block;
    }
    .shape {
      animation: mailroom-skeleton-appear 0.3s 0.15s both;
    }
    .rows,
    .form {
      @include page.card;
    }
    .cards {
      display: grid;
      gap: 1rem;
    }
    .item {
      display: grid;
      gap: 0.625rem;
      padding: 1rem 1.25rem;
    }
    .rows .item + .item {
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    .cards .item {
      padding-block: 1.25rem 2.5rem;
      @include page.card;
    }
    .form .item {
      padding-block: 1.25rem;
    }
    .line {
      height: 0.75rem;
      border-radius: var(--mat-sys-corner-small);
      background: var(--mat-sys-surface-container-highest);
      animation: mailroom-skeleton-breathe 1.6s ease-in-out infinite alternate;
    }
    .strong {
      height: 1rem;
    }
    .form .line:not(.strong) {
      height: 2.75rem;
      opacity: 0.6;
    }
    @keyframes mailroom-skeleton-appear {
      from {
        opacity: 0;
      }
    }
    @keyframes mailroom-skeleton-breathe {
      to {
        opacity: 0.45;
      }
    }
    @media (prefers-reduced-motion: reduce) {
      .shape,
      .line {
        animation: none;
      }
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Skeleton {
  /** What is being loaded, in words. */
  readonly text = input.required<string>();
  readonly kind = input<'rows' | 'cards' | 'form'>('rows');
  readonly count = input(4);

  protected readonly lines = computed(() => Array.from({ length: this.count() }, (_, index) => widths[index % widths.length] ?? 50));
}

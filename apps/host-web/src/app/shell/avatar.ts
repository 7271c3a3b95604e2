import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** A person's picture: their initials. */
@Component({
  selector: 'app-avatar',
  template: '',
  host: { 'aria-hidden': 'true', '[attr.data-initials]': 'initials()' },
  styles: `
    :host::before {
      content: attr(data-initials);
    }
    :host {
      display: inline-grid;
      place-items: center;
      width: var(--avatar-size, 34px);
      aspect-ratio: 1;
      border-radius: 50%;
      background: var(--mat-sys-tertiary-container);
      color: var(--mat-sys-on-tertiary-container);
      font: var(--mat-sys-label-large);
      font-size: calc(var(--avatar-size, 34px) * 0.4);
      flex: none;
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Avatar {
  readonly name = input.required<string>();
  protected readonly initials = computed(() => {
    const words = this.name().trim().split(/\s+/);
    return [words[0], words.length > 1 ? words.at(-1) : ''].map((word) => word?.charAt(0).toUpperCase() ?? '').join('');
  });
}

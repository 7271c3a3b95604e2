import { effect, Injectable, signal } from '@angular/core';

export type Theme = 'system' | 'light' | 'dark';

const storageKey = 'crm.theme';

/** Light, dark, or what the operating system says; remembered in this browser. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  private readonly chosen = signal(remembered());
  readonly theme = this.chosen.asReadonly();

  constructor() {
    effect(() => {
      document.documentElement.dataset['theme'] = this.chosen();
    });
  }

  choose(theme: Theme): void {
    localStorage.setItem(storageKey, theme);
    this.chosen.set(theme);
  }
}

function remembered(): Theme {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

import { Injectable, signal } from '@angular/core';

/** From this width on, two columns fit beside the page. */
const roomyPx = 2_000;

/** How this browser's user likes the communication panel: open or not, beside the page or as wide as two columns need. */
@Injectable({ providedIn: 'root' })
export class PanelLayout {
  private readonly isOpen = signal(localStorage.getItem('crm.panel.open') !== 'false');
  private readonly isWide = signal((localStorage.getItem('crm.panel.wide') ?? String(innerWidth >= roomyPx)) === 'true');

  readonly open = this.isOpen.asReadonly();
  readonly wide = this.isWide.asReadonly();

  setOpen(open: boolean): void {
    localStorage.setItem('crm.panel.open', String(open));
    this.isOpen.set(open);
  }

  setWide(wide: boolean): void {
    localStorage.setItem('crm.panel.wide', String(wide));
    this.isWide.set(wide);
  }
}

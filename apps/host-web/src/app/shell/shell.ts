import { BreakpointObserver } from '@angular/cdk/layout';
import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, type Signal, signal } from '@angular/core';
import { takeUntilDestroyed, toSignal } from '@angular/core/rxjs-interop';
import { MatBadgeModule } from '@angular/material/badge';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSidenavModule } from '@angular/material/sidenav';
import { MatTooltipModule } from '@angular/material/tooltip';
import { NavigationEnd, Router, RouterOutlet } from '@angular/router';
import { CommunicationPanel } from '@mailroom/ui';
import { filter, map } from 'rxjs';
import { Navigation } from './navigation';
import { PanelLayout } from './panel-layout';
import { TopBar } from './top-bar';

/** Below this width the navigation is a drawer and the panel takes the whole screen. */
const narrowScreen = '(max-width: 899.98px)';
/** Below this width a wide panel leaves a page no room, and takes its place. */
const crowdedScreen = '(max-width: 1403.98px)';

@Component({
  selector: 'app-shell',
  imports: [
    DecimalPipe,
    MatBadgeModule,
    MatButtonModule,
    MatIconModule,
    MatSidenavModule,
    MatTooltipModule,
    RouterOutlet,
    CommunicationPanel,
    Navigation,
    TopBar,
  ],
  templateUrl: './shell.html',
  styleUrl: './shell.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Shell {
  protected readonly narrow = matching(narrowScreen);
  private readonly crowded = matching(crowdedScreen);
  protected readonly panel = inject(PanelLayout);
  protected readonly panelOpen = linkedSignal(() => !this.narrow() && this.panel.open());
  protected readonly panelWide = computed(() => this.panel.wide() && !this.narrow());
  protected readonly pageCovered = computed(() => this.panelOpen() && this.panelWide() && this.crowded());
  protected readonly unreadCount = signal(0);

  constructor() {
    inject(Router)
      .events.pipe(
        // The first is the start of the application, with the panel as it was left.
        filter((event) => event instanceof NavigationEnd && event.id > 1),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.showPage();
      });
  }

  protected togglePanel(): void {
    this.panelOpen.update((open) => !open);
    if (!this.narrow()) this.panel.setOpen(this.panelOpen());
  }

  /** The plugin leads to one of its pages, which a panel on the whole screen would cover. */
  protected leavePanel(): void {
    if (this.narrow()) this.panelOpen.set(false);
    this.showPage();
  }

  /** Gives the page its place back. */
  protected showPage(): void {
    if (this.pageCovered()) this.panel.setWide(false);
  }
}

function matching(query: string): Signal<boolean> {
  const matches = inject(BreakpointObserver)
    .observe(query)
    .pipe(map((state) => state.matches));
  return toSignal(matches, { initialValue: false });
}

import { BreakpointObserver } from '@angular/cdk/layout';
import { DecimalPipe } from '@angular/common';
import { ChangeDetectionStrategy, Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { MatBadgeModule } from '@angular/material/badge';
import { MatButtonModule } from '@angular/material/button';
import { MatIconModule } from '@angular/material/icon';
import { MatSidenavModule } from '@angular/material/sidenav';
import { MatTooltipModule } from '@angular/material/tooltip';
import { RouterOutlet } from '@angular/router';
import { CommunicationPanel } from '@mailroom/ui';
import { map } from 'rxjs';
import { Navigation } from './navigation';
import { PanelLayout } from './panel-layout';
import { TopBar } from './top-bar';

/** Below this width the navigation is a drawer and the panel takes the whole screen. */
const narrowScreen = '(max-width: 899.98px)';

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
  protected readonly narrow = toSignal(
    inject(BreakpointObserver)
      .observe(narrowScreen)
      .pipe(map(({ matches }) => matches)),
    { initialValue: false },
  );
  protected readonly panel = inject(PanelLayout);
  protected readonly panelOpen = linkedSignal(() => !this.narrow() && this.panel.open());
  protected readonly panelWide = computed(() => this.panel.wide() && !this.narrow());
  protected readonly unreadCount = signal(0);

  protected togglePanel(): void {
    this.panelOpen.update((open) => !open);
    if (!this.narrow()) this.panel.setOpen(this.panelOpen());
  }

  /** The plugin leads to one of its pages, which a panel on the whole screen would cover. */
  protected leavePanel(): void {
    if (this.narrow()) this.panelOpen.set(false);
  }
}

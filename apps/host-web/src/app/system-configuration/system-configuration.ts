import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';

/** Where the settings of the CRM and of its plugins are; each page brings its own title. */
@Component({
  selector: 'app-system-configuration',
  imports: [RouterOutlet],
  template: `
    <p i18n="@@host.configuration.title">System Configuration</p>
    <router-outlet />
  `,
  styles: `
    p {
      padding: 1.5rem clamp(1rem, 3vw, 2rem) 0;
      color: var(--mat-sys-on-surface-variant);
      font: var(--mat-sys-label-large);
    }
  `,
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class SystemConfiguration {}

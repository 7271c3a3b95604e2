import { ChangeDetectionStrategy, Component, computed, inject, input, output } from '@angular/core';
import { MatBadgeModule } from '@angular/material/badge';
import { MatButtonModule } from '@angular/material/button';
import { MatDividerModule } from '@angular/material/divider';
import { MatIconModule } from '@angular/material/icon';
import { MatMenuModule } from '@angular/material/menu';
import { MatTooltipModule } from '@angular/material/tooltip';
import { Router, RouterLink } from '@angular/router';
import { chooseLanguage, chosenLanguage, languages } from '../../i18n/language';
import { Session } from '../session/session';
import { Avatar } from './avatar';
import { Logo } from './logo';
import { type Theme, ThemeChoice } from './theme-choice';

@Component({
  selector: 'app-top-bar',
  imports: [MatBadgeModule, MatButtonModule, MatDividerModule, MatIconModule, MatMenuModule, MatTooltipModule, RouterLink, Avatar, Logo],
  templateUrl: './top-bar.html',
  styleUrl: './top-bar.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class TopBar {
  readonly narrow = input.required<boolean>();
  readonly panelOpen = input.required<boolean>();
  readonly unreadCount = input.required<number>();
  readonly menuToggled = output();
  readonly panelToggled = output();

  private readonly router = inject(Router);
  protected readonly session = inject(Session);
  protected readonly themeChoice = inject(ThemeChoice);
  protected readonly language = chosenLanguage();
  protected readonly languages = languages;
  protected readonly chooseLanguage = chooseLanguage;
  protected readonly themes: readonly { theme: Theme; name: string; icon: string }[] = [
    { theme: 'light', name: $localize`:@@host.theme.light:Light`, icon: 'crm:light' },
    { theme: 'dark', name: $localize`:@@host.theme.dark:Dark`, icon: 'crm:dark' },
    { theme: 'system', name: $localize`:@@host.theme.system:As the system`, icon: 'crm:system' },
  ];

  protected readonly panelLabel = computed(
    () => $localize`:@@host.topBar.panel:Communication panel, unread emails: ${this.unreadCount()}:count:`,
  );

  protected profileLabel(name: string): string {
    return $localize`:@@host.topBar.profile:Profile menu of ${name}:name:`;
  }

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }
}

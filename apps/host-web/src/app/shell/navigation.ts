import { ChangeDetectionStrategy, Component, computed, inject, output } from '@angular/core';
import { MatIconModule } from '@angular/material/icon';
import { MatListModule } from '@angular/material/list';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { Session } from '../session/session';
import { configurationPages } from '../system-configuration/configuration-pages';

@Component({
  selector: 'app-navigation',
  imports: [MatIconModule, MatListModule, RouterLink, RouterLinkActive],
  template: `
    <mat-nav-list i18n-aria-label="@@host.navigation.label" aria-label="Main navigation">
      <a
        mat-list-item
        routerLink="/contacts"
        routerLinkActive
        #contacts="routerLinkActive"
        [activated]="contacts.isActive"
        (click)="chosen.emit()"
      >
        <mat-icon matListItemIcon svgIcon="crm:contacts" />
        <span matListItemTitle i18n="@@host.navigation.contacts">Contacts</span>
      </a>
      @if (mayConfigure()) {
        <h2 class="group">
          <mat-icon svgIcon="crm:settings" />
          <span i18n="@@host.navigation.configuration">System Configuration</span>
        </h2>
        @for (page of configurationPages; track page.path) {
          @if (page.group; as group) {
            <h3 class="subgroup">{{ group }}</h3>
          }
          <a
            mat-list-item
            class="child"
            [routerLink]="page.path"
            routerLinkActive
            #link="routerLinkActive"
            [activated]="link.isActive"
            (click)="chosen.emit()"
          >
            <span matListItemTitle>{{ page.name }}</span>
          </a>
        }
      }
    </mat-nav-list>
  `,
  styleUrl: './navigation.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class Navigation {
  /** A page was chosen: a drawer can close. */
  readonly chosen = output();

  private readonly session = inject(Session);
  protected readonly mayConfigure = computed(() => this.session.systemOperations().includes(CAN_MANAGE_ADMINISTRATION));
  protected readonly configurationPages = configurationPages();
}

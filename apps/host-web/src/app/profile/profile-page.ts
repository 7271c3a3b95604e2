import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { Session } from '../session/session';
import { Avatar } from '../shell/avatar';

/** The user's own data, and below it the plugin's pages of their profile. */
@Component({
  selector: 'app-profile-page',
  imports: [RouterOutlet, Avatar],
  templateUrl: './profile-page.html',
  styleUrl: './profile-page.scss',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ProfilePage {
  protected readonly user = inject(Session).user;
}

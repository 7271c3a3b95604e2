import { computed, inject, Injectable } from '@angular/core';
import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { MAILROOM_OPTIONS, type MailroomPaths } from '../mailroom-options';

/** The one place that knows where the API is, who is signed in and where the host mounted the plugin's screens. */
@Injectable({ providedIn: 'root' })
export class Mailroom {
  private readonly options = inject(MAILROOM_OPTIONS);

  readonly user = this.options.currentUser();
  readonly mayManageProviders = computed(() => this.user()?.systemOperations.includes(CAN_MANAGE_ADMINISTRATION) ?? false);
  readonly liveUpdates = this.options.liveUpdates ?? true;
  readonly paths: MailroomPaths = {
    emailAccounts: '/profile/email-accounts',
    emailProviders: '/system-configuration/email-providers',
    contact: '/contacts/:contactId',
    ...this.options.paths,
  };

  /** The address of a call: `url(routes.accounts, id, 'folders')`. Each segment is encoded. */
  url(route: string, ...segments: string[]): string {
    return [this.options.apiUrl, route, ...segments.map(encodeURIComponent)].join('/');
  }
}

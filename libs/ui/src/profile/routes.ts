import { type Routes } from '@angular/router';

/** Children for the host's profile: `email-accounts`. */
export const mailroomProfileRoutes: Routes = [
  {
    path: 'email-accounts',
    title: $localize`:@@mailroom.accounts.title:Email accounts`,
    loadComponent: () => import('./account-list').then(({ AccountList }) => AccountList),
  },
];

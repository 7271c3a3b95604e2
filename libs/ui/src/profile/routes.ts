import { type Routes } from '@angular/router';
import { keepUnsavedChanges } from '../forms/keep-unsaved-changes';

/** Children for the host's profile: `email-accounts`. */
export const mailroomProfileRoutes: Routes = [
  {
    path: 'email-accounts',
    children: [
      {
        path: '',
        pathMatch: 'full',
        title: $localize`:@@mailroom.accounts.title:Email accounts`,
        loadComponent: () => import('./account-list').then(({ AccountList }) => AccountList),
      },
      {
        path: ':accountId',
        title: $localize`:@@mailroom.account-settings.page:Settings of an email account`,
        canDeactivate: [keepUnsavedChanges],
        loadComponent: () => import('./settings/account-settings').then(({ AccountSettings }) => AccountSettings),
      },
      {
        path: ':accountId/not-imported',
        title: $localize`:@@mailroom.ledger.title:Emails that were not imported`,
        loadComponent: () => import('./ledger/skipped-list').then(({ SkippedList }) => SkippedList),
      },
    ],
  },
];

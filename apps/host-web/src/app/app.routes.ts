import { type Routes } from '@angular/router';
import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { mailroomConfigurationRoutes, mailroomProfileRoutes } from '@mailroom/ui';
import { mayRun, signedIn } from './session/auth-guard';

export const routes: Routes = [
  {
    path: 'sign-in',
    title: $localize`:@@host.signIn.pageTitle:Sign in – Harbour CRM`,
    loadComponent: () => import('./session/sign-in').then(({ SignIn }) => SignIn),
  },
  {
    path: '',
    canActivate: [signedIn],
    loadComponent: () => import('./shell/shell').then(({ Shell }) => Shell),
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'contacts' },
      {
        path: 'contacts',
        title: $localize`:@@host.contacts.pageTitle:Contacts – Harbour CRM`,
        loadComponent: () => import('./contacts/contact-list').then(({ ContactList }) => ContactList),
      },
      {
        path: 'contacts/:contactId',
        title: $localize`:@@host.contact.pageTitle:Contact – Harbour CRM`,
        loadComponent: () => import('./contacts/contact-page').then(({ ContactPage }) => ContactPage),
      },
      {
        path: 'profile',
        title: $localize`:@@host.profile.pageTitle:Profile – Harbour CRM`,
        loadComponent: () => import('./profile/profile-page').then(({ ProfilePage }) => ProfilePage),
        children: [{ path: '', pathMatch: 'full', redirectTo: 'email-accounts' }, ...mailroomProfileRoutes],
      },
      {
        path: 'system-configuration',
        title: $localize`:@@host.configuration.pageTitle:System Configuration – Harbour CRM`,
        canActivate: [mayRun(CAN_MANAGE_ADMINISTRATION)],
        loadComponent: () => import('./system-configuration/system-configuration').then(({ SystemConfiguration }) => SystemConfiguration),
        children: [{ path: '', pathMatch: 'full', redirectTo: 'email-providers' }, ...mailroomConfigurationRoutes],
      },
    ],
  },
  { path: '**', redirectTo: '' },
];

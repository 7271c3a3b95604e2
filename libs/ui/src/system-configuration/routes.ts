import { type Routes } from '@angular/router';
import { mayManageProviders } from './may-manage-providers';
import { keepUnsavedChanges } from './keep-unsaved-changes';

/** Children for the host's System Configuration: `email-providers`. Whoever lacks the permission is told so there. */
export const mailroomConfigurationRoutes: Routes = [
  {
    path: 'email-providers',
    children: [
      {
        path: '',
        canMatch: [mayManageProviders],
        children: [
          {
            path: '',
            pathMatch: 'full',
            title: $localize`:@@mailroom.providers.title:Email providers`,
            loadComponent: () => import('./provider-list').then(({ ProviderList }) => ProviderList),
          },
          {
            path: 'new',
            title: $localize`:@@mailroom.provider.new-title:New email provider`,
            canDeactivate: [keepUnsavedChanges],
            loadComponent: () => import('./provider-page').then(({ ProviderPage }) => ProviderPage),
          },
          {
            path: ':providerId',
            title: $localize`:@@mailroom.provider.edit-title:Email provider`,
            canDeactivate: [keepUnsavedChanges],
            loadComponent: () => import('./provider-page').then(({ ProviderPage }) => ProviderPage),
          },
        ],
      },
      { path: '**', loadComponent: () => import('./not-allowed').then(({ NotAllowed }) => NotAllowed) },
    ],
  },
];

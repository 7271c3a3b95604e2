import { type Route, type Routes } from '@angular/router';
import { mayManageProviders } from './may-manage-providers';
import { keepUnsavedChanges } from '../forms/keep-unsaved-changes';

/** A page that needs `CanManageAdministration`; whoever lacks it is told so there. */
function guarded(path: string, pages: Routes): Route {
  return {
    path,
    children: [
      { path: '', canMatch: [mayManageProviders], children: pages },
      { path: '**', loadComponent: () => import('./not-allowed').then(({ NotAllowed }) => NotAllowed) },
    ],
  };
}

/** Children for the host's System Configuration: `email-providers`, `email-providers-domains` and `audit-log`. */
export const mailroomConfigurationRoutes: Routes = [
  guarded('email-providers', [
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
  ]),
  guarded('email-providers-domains', [
    {
      path: '',
      title: $localize`:@@mailroom.provider-domains.title:Email providers domains`,
      loadComponent: () => import('./provider-domains/domain-list').then(({ DomainList }) => DomainList),
    },
  ]),
  guarded('audit-log', [
    {
      path: '',
      title: $localize`:@@mailroom.audit.title:Audit log`,
      loadComponent: () => import('./audit-log/audit-log').then(({ AuditLog }) => AuditLog),
    },
  ]),
];

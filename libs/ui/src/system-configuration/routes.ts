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

/**
 * Children for the host's System Configuration: `email-providers`, `email-providers-domains`, `integrations/ms-exchange`,
 * `email-health` and `audit-log`.
 */
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
  guarded('integrations/ms-exchange', [
    {
      path: '',
      title: $localize`:@@mailroom.integration.title:MS Exchange`,
      canDeactivate: [keepUnsavedChanges],
      loadComponent: () =>
        import('./exchange-integration/exchange-integration-page').then(({ ExchangeIntegrationPage }) => ExchangeIntegrationPage),
    },
  ]),
  guarded('email-health', [
    {
      path: '',
      title: $localize`:@@mailroom.health.title:Email health`,
      loadComponent: () => import('./email-health/email-health-page').then(({ EmailHealthPage }) => EmailHealthPage),
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

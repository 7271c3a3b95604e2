export interface ConfigurationPage {
  path: string;
  name: string;
  /** The group that it stands in, within System Configuration. */
  group?: string;
}

/** The pages of System Configuration, as the navigation shows them. A function, because texts are known only after the start. */
export function configurationPages(): ConfigurationPage[] {
  return [
    { path: '/system-configuration/email-providers', name: $localize`:@@host.configuration.emailProviders:Email providers` },
    {
      path: '/system-configuration/email-providers-domains',
      name: $localize`:@@host.configuration.emailProvidersDomains:Email providers domains`,
    },
    { path: '/system-configuration/email-health', name: $localize`:@@host.configuration.emailHealth:Email health` },
    { path: '/system-configuration/audit-log', name: $localize`:@@host.configuration.auditLog:Audit log` },
    {
      path: '/system-configuration/integrations/ms-exchange',
      name: $localize`:@@host.configuration.msExchange:MS Exchange`,
      group: $localize`:@@host.configuration.integrations:Integrations`,
    },
  ];
}

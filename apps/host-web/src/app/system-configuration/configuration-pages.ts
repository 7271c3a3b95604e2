/** The pages of System Configuration, as the navigation shows them. A function, because texts are known only after the start. */
export function configurationPages(): { path: string; name: string }[] {
  return [
    { path: '/system-configuration/email-providers', name: $localize`:@@host.configuration.emailProviders:Email providers` },
    {
      path: '/system-configuration/email-providers-domains',
      name: $localize`:@@host.configuration.emailProvidersDomains:Email providers domains`,
    },
    { path: '/system-configuration/audit-log', name: $localize`:@@host.configuration.auditLog:Audit log` },
  ];
}

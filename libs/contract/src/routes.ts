/** Paths below the plugin's mount point (by default `/api/mail`), as the API registers and the UI calls them. */
export const routes = {
  serviceTypes: 'service-types',
  providers: 'providers',
  providerDomains: 'provider-domains',
  providerMatch: 'provider-match',
  accounts: 'accounts',
  emails: 'emails',
  threads: 'threads',
  drafts: 'drafts',
  listener: 'listener',
  events: 'events',
  oauth: 'oauth',
  audit: 'audit',
  exchangeIntegration: 'exchange-integration',
  emailHealth: 'email-health',
} as const;

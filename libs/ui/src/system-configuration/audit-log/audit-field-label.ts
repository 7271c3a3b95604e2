/** What a field of the API is called on the screens; its own name where no screen has it. */
export function auditFieldLabel(field: string): string {
  return labels()[field] ?? field;
}

function labels(): Readonly<Record<string, string>> {
  return {
    name: $localize`:@@mailroom.provider.name:Name`,
    serviceType: $localize`:@@mailroom.provider.service-type:Service type`,
    serviceAddress: $localize`:@@mailroom.provider.service-address:Service address`,
    exchangeVersion: $localize`:@@mailroom.provider.version:Version`,
    receive: $localize`:@@mailroom.provider.receive:Receive emails`,
    send: $localize`:@@mailroom.provider.send:Send emails`,
    loginFormat: $localize`:@@mailroom.provider.login-format:Mailbox login format`,
    authMethod: $localize`:@@mailroom.provider.authentication.title:Authentication`,
    clientId: $localize`:@@mailroom.provider.client-id:Application (client) ID`,
    clientSecret: $localize`:@@mailroom.provider.client-secret:Client secret`,
    clientCertificate: $localize`:@@mailroom.provider.client-certificate:Application’s certificate (PEM)`,
    privateKey: $localize`:@@mailroom.provider.private-key:Its private key (PEM)`,
    directoryTenant: $localize`:@@mailroom.provider.tenant:Directory (tenant)`,
    cloud: $localize`:@@mailroom.provider.cloud:Cloud`,
    authority: $localize`:@@mailroom.provider.authority:Authority`,
    resource: $localize`:@@mailroom.provider.resource:Resource`,
    trustedCertificate: $localize`:@@mailroom.provider.certificate:Trusted certificate (PEM)`,
    domains: $localize`:@@mailroom.domains.label:Domains`,
    enabled: $localize`:@@mailroom.integration.enabled:Enabled`,
    server: $localize`:@@mailroom.integration.server:Server`,
    version: $localize`:@@mailroom.provider.version:Version`,
    policy: $localize`:@@mailroom.policy.title:What is imported`,
    domain: $localize`:@@mailroom.provider-domains.domain:Domain`,
    provider: $localize`:@@mailroom.provider-domains.provider:Email provider`,
    providerId: $localize`:@@mailroom.provider-domains.provider:Email provider`,
    providerName: $localize`:@@mailroom.provider-domains.provider:Email provider`,
    emailAddress: $localize`:@@mailroom.add-account.address:Email address`,
    sharedMailboxAddress: $localize`:@@mailroom.add-account.shared.address:Shared mailbox’s address`,
    login: $localize`:@@mailroom.add-account.login:User name`,
    password: $localize`:@@mailroom.password.label:Password`,
    signature: $localize`:@@mailroom.account-settings.signature:Signature`,
    isDefault: $localize`:@@mailroom.account-settings.make-default:Send new emails from this account`,
    startDate: $localize`:@@mailroom.account-settings.start-date:Since`,
  };
}

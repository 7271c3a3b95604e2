import {
  type Account,
  type AccountHealth,
  type CoveredMailbox,
  type ExchangeIntegration,
  noExclusions,
  openPolicy,
  type Provider,
  type ServiceTypeOffer,
  type SyncStatus,
} from '@mailroom/contract';

/** An account as the API gives it, with what a test changes of it. */
export function anAccount(change: Partial<Account> = {}): Account {
  return {
    id: 'a1',
    emailAddress: 'anna@contoso.example',
    kind: 'personal',
    managedBy: null,
    policy: null,
    login: 'anna@contoso.example',
    sharedMailboxAddress: null,
    providerId: 'p1',
    providerName: 'Contoso',
    serviceType: 'exchange',
    authMethod: 'basic',
    receive: true,
    send: true,
    signature: '',
    isDefault: true,
    startDate: null,
    exclusions: noExclusions,
    phase: 'live',
    importedCount: 1_000,
    unreadCount: 0,
    lastError: null,
    ownerId: 'anna',
    ownerName: 'Anna Berger',
    createdAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}

export function aSyncStatus(change: Partial<SyncStatus> = {}): SyncStatus {
  return {
    accountId: 'a1',
    phase: 'live',
    receive: true,
    serverCount: 1_000,
    importedCount: 1_000,
    skippedCount: 0,
    folders: [],
    backlog: 0,
    messagesPerSecond: null,
    eta: null,
    lagMs: null,
    freshness: null,
    lastReconciliation: null,
    lastError: null,
    lastSyncAt: null,
    ...change,
  };
}

export function aProvider(change: Partial<Provider> = {}): Provider {
  return {
    id: 'p1',
    name: 'Contoso',
    serviceType: 'exchange',
    loginFormat: 'emailAddress',
    authMethod: 'basic',
    serviceAddress: 'mail.contoso.example',
    exchangeVersion: null,
    receive: true,
    send: true,
    clientId: null,
    hasClientSecret: false,
    directoryTenant: null,
    trustedCertificate: null,
    domains: [],
    accountCount: 0,
    accountsNeedingAttention: 0,
    warnings: [],
    createdAt: '2026-01-01T00:00:00Z',
    updatedAt: '2026-01-01T00:00:00Z',
    ...change,
  };
}

export function anOffer(change: Partial<ServiceTypeOffer> = {}): ServiceTypeOffer {
  return {
    serviceType: 'exchange',
    authMethods: ['basic', 'ntlm', 'oauth2'],
    versions: ['Exchange2016'],
    serviceAddress: null,
    warnings: [],
    ...change,
  };
}

export function anIntegration(change: Partial<ExchangeIntegration> = {}): ExchangeIntegration {
  return {
    enabled: false,
    server: null,
    version: null,
    login: null,
    hasPassword: false,
    authMethod: 'ntlm',
    clientId: null,
    hasClientSecret: false,
    clientCertificate: null,
    hasPrivateKey: false,
    directoryTenant: null,
    cloud: 'global',
    authority: null,
    resource: null,
    domains: [],
    trustedCertificate: null,
    policy: openPolicy,
    status: 'disabled',
    lastError: null,
    nextTryAt: null,
    usersCheckedAt: null,
    warnings: [],
    updatedAt: null,
    ...change,
  };
}

export function aCoveredMailbox(change: Partial<CoveredMailbox> = {}): CoveredMailbox {
  return {
    accountId: 'a1',
    userId: 'anna',
    userName: 'Anna Berger',
    emailAddress: 'anna@contoso.example',
    mailboxAddress: 'anna@contoso.example',
    reachedBy: 'integration',
    phase: 'live',
    serverCount: 1_000,
    importedCount: 1_000,
    skippedCount: 0,
    lagMs: 640,
    lastSyncAt: '2026-01-01T00:00:00Z',
    lastError: null,
    ...change,
  };
}

export function anAccountHealth(change: Partial<AccountHealth> = {}): AccountHealth {
  return {
    accountId: 'a1',
    emailAddress: 'anna@contoso.example',
    mailboxAddress: 'anna@contoso.example',
    kind: 'personal',
    ownerId: 'anna',
    ownerName: 'Anna Berger',
    providerId: 'p1',
    providerName: 'Contoso',
    phase: 'live',
    state: 'healthy',
    folderCount: 7,
    serverCount: 1_000,
    importedCount: 1_000,
    skippedCount: 0,
    backlog: 0,
    lastMessageAt: '2026-01-01T00:00:00Z',
    lagMs: 640,
    lastSyncAt: '2026-01-01T00:00:00Z',
    lastError: null,
    lastReconciliation: null,
    ...change,
  };
}

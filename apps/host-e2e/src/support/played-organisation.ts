import {
  type AccountHealth,
  type CoveredMailbox,
  type CoveredMailboxPage,
  type EmailHealth,
  type ExchangeIntegration,
  type HealthHistory,
  openPolicy,
  type Reconciliation,
} from '@mailroom/contract';

const since = '2026-11-27T08:12:00Z';
const people: [name: string, address: string][] = [
  ['Ada Lindqvist', 'ada@demo.test'],
  ['Anna Berger', 'anna@demo.test'],
  ['Ben Novak', 'ben@demo.test'],
  ['Clara Okonkwo', 'clara@demo.test'],
  ['Darío Fuentes Aguilar', 'dario@demo.test'],
  [
    'Prof. Dr. Maximiliane von und zu Hohenstein-Wittelsbach',
    'maximiliane.von-und-zu.hohenstein-wittelsbach@very-long-subsidiary.demo.test',
  ],
  ['Ελένη Παπαδοπούλου', 'eleni@demo.test'],
];

export function playedIntegration(change: Partial<ExchangeIntegration> = {}): ExchangeIntegration {
  return {
    ...{ enabled: true, server: 'mail.demo.test', version: 'Exchange2016', login: 'DEMO\\crm-service', hasPassword: true },
    ...{ authMethod: 'ntlm', clientId: null, hasClientSecret: false, clientCertificate: null, hasPrivateKey: false },
    ...{ directoryTenant: null, cloud: 'global', authority: null, resource: null, trustedCertificate: null },
    ...{ domains: ['demo.test', 'xn--mller-kva.example'], policy: openPolicy, status: 'running', lastError: null, nextTryAt: null },
    ...{ usersCheckedAt: since, warnings: [], updatedAt: since },
    ...change,
  };
}

const mailbox = (index: number, change: Partial<CoveredMailbox> = {}): CoveredMailbox => {
  const [userName = '', emailAddress = ''] = people[index] ?? [];
  return {
    ...{ accountId: `m${index}`, userId: `u${index}`, userName, emailAddress, mailboxAddress: emailAddress, reachedBy: 'integration' },
    ...{ phase: 'live', serverCount: 12_480, importedCount: 12_460, skippedCount: 20, lagMs: 640, lastSyncAt: since, lastError: null },
    ...change,
  };
};

export function playedMailboxes(): CoveredMailboxPage {
  const denied = {
    ...{ code: 'impersonation-denied', message: 'The service account may not act for the owner of this mailbox.' },
    ...{ remedy: 'Ask the mail server’s administrator to give the service account the management role ApplicationImpersonation.', since },
  };
  const items = [
    mailbox(0),
    mailbox(1, { phase: 'backfilling', importedCount: 4_120, lagMs: null }),
    mailbox(2, { phase: 'needs-attention', lastError: denied, lagMs: null, lastSyncAt: null, importedCount: 0, serverCount: 0 }),
    mailbox(3, { mailboxAddress: 'c.okonkwo@demo.test' }),
    mailbox(4, { reachedBy: 'personal' }),
    mailbox(5, { phase: 'connecting', importedCount: 0, serverCount: 0, skippedCount: 0, lagMs: null, lastSyncAt: null }),
    mailbox(6),
  ];
  const phases = { live: 49_210, backfilling: 748, connecting: 30, 'needs-attention': 12 };
  return { items, nextCursor: 'second', totals: { all: 50_000, phases } };
}

const health = (index: number, change: Partial<AccountHealth> = {}): AccountHealth => {
  const [ownerName = '', emailAddress = ''] = people[index] ?? [];
  return {
    ...{ accountId: `m${index}`, emailAddress, mailboxAddress: emailAddress, kind: 'personal', ownerId: `u${index}`, ownerName },
    ...{ providerId: 'p1', providerName: 'Company Exchange', phase: 'live', state: 'healthy', folderCount: 12, serverCount: 12_480 },
    ...{ importedCount: 12_460, skippedCount: 20, backlog: 0, lastMessageAt: since, lagMs: 420, lastSyncAt: since, lastError: null },
    lastReconciliation: null,
    ...change,
  };
};

export function playedHealth(): EmailHealth {
  const expired = {
    ...{ code: 'password-expired', message: 'The password of this mailbox has expired.' },
    ...{ remedy: 'Change it on the mail server, then enter the new one here.', since },
  };
  const counts = { missingCount: 10, surplusCount: 0, readFlagCount: 0, indexCount: 0 };
  const items = [
    health(1, { phase: 'needs-attention', state: 'needs-attention', lastError: expired, lagMs: null }),
    health(0),
    health(2, { phase: 'backfilling', state: 'importing', backlog: 8_340, lagMs: null }),
    health(3, { state: 'delayed', lagMs: 94_000 }),
    health(4, { kind: 'impersonated', lastReconciliation: { ...counts, finishedAt: since, trigger: 'nightly', repair: 'none' } }),
    health(5, { phase: 'paused', state: 'resting', lagMs: null }),
    health(6),
  ];
  return {
    ...{ items, nextCursor: null },
    totals: {
      ...{ accounts: 1_204, importedCount: 4_812_334, skippedCount: 9_120, backlog: 48_210, unaccountedCount: 10 },
      byState: { healthy: 1_160, importing: 24, delayed: 9, 'needs-attention': 7, resting: 4 },
    },
  };
}

/** A working day: little at night, most in the morning, one slow hour. */
export function playedHistory(): HealthHistory {
  const shape = [4, 2, 1, 1, 2, 6, 31, 88, 164, 212, 198, 171, 122, 160, 187, 175, 141, 96, 52, 31, 22, 15, 9, 6];
  const items = shape.map((received, index) => ({
    hour: new Date(Date.UTC(2026, 10, 27, index)).toISOString(),
    ...{ receivedCount: received * 9, storedCount: received * 12, p50LagMs: 240 },
    p95LagMs: index < 5 ? null : index === 9 ? 2_900 : 420 + received * 3,
  }));
  return { items };
}

export function playedComparison(repair: Reconciliation['repair']): Reconciliation {
  const folder = (path: string, count: number) => ({
    ...{ id: path, path, state: 'compared' as const, serverCount: count, importedCount: count, skippedCount: 0 },
    ...{ missingCount: 0, surplusCount: 0, readFlagCount: 0, indexCount: 0, missing: [], surplus: [], readFlagDiffers: [] },
  });
  return {
    ...{ accountId: 'm4', startedAt: since, finishedAt: since, repair },
    ...{ missingCount: 10, surplusCount: 0, readFlagCount: 0, indexCount: 0 },
    folders: [
      { ...folder('Inbox', 8_120), importedCount: 8_110, missingCount: 10 },
      folder('Inbox/Projects', 2_040),
      folder('Sent Items', 2_300),
      { ...folder('Junk Email', 310), state: 'not-selected', importedCount: 0, skippedCount: 310 },
    ],
  };
}

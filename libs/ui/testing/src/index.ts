export { AccountCardHarness, type AccountCardFilter } from './account-card-harness';
export { AccountListHarness } from './account-list-harness';
export { AccountHealthHarness, CoveredMailboxHarness, type MailboxFilter } from './mailbox-row-harness';
export { DoctorStepsHarness, type DoctorStep } from './doctor-steps-harness';
export { EmailHealthHarness } from './email-health-harness';
export { ExchangeIntegrationHarness } from './exchange-integration-harness';
export { ProviderListHarness, type ProviderRow } from './provider-list-harness';
export { provideMailroomTesting, type MailroomTestingOptions } from './provide-mailroom-testing';

import { type AuditChange, type AuditValue, type ExchangeIntegrationInput, type ImportPolicy } from '@mailroom/contract';
import { changesBetween, secretChange } from '../audit/audit-entry';
import { providerChanges } from '../providers/provider-changes';
import { clientSecretContext, privateKeyContext } from '../providers/provider-secrets';
import type { TokenVault } from '../security/token-vault';
import { domainsOf, type IntegrationState, policyOf, superUserPasswordContext } from './integration-state';

/** The settings as they are asked for; what the request does not name stays. Secrets are sealed, and a secret that is the same stays as it is. */
export function changedSettings(before: IntegrationState, input: ExchangeIntegrationInput, vault: TokenVault): IntegrationState {
  const { integration, provider } = before;
  const sealed = (secret: string | null | undefined, stored: string | null, context: string): string | null => {
    if (secret === undefined) return stored;
    if (secret === null) return null;
    return stored !== null && vault.open(stored, context) === secret ? stored : vault.seal(secret, context);
  };
  const { domains, policy, login, server, version, enabled } = input;
  const now = Date.now();
  return {
    integration: {
      ...integration,
      login: login === undefined ? integration.login : login || null,
      password: sealed(input.password, integration.password, superUserPasswordContext),
      domains: domains === undefined ? integration.domains : JSON.stringify([...domains].sort()),
      policy: policy === undefined ? integration.policy : JSON.stringify(policy),
      status: enabled === undefined ? integration.status : enabled ? 'running' : 'disabled',
      revision: integration.revision + 1,
      updatedAt: now,
    },
    provider: {
      ...provider,
      serviceAddress: server === undefined ? provider.serviceAddress : (server ?? ''),
      exchangeVersion: version === undefined ? provider.exchangeVersion : version,
      authMethod: input.authMethod ?? provider.authMethod,
      clientId: input.clientId === undefined ? provider.clientId : input.clientId || null,
      clientSecret: sealed(input.clientSecret, provider.clientSecret, clientSecretContext(provider.id)),
      clientCertificate: input.clientCertificate === undefined ? provider.clientCertificate : input.clientCertificate,
      privateKey: sealed(input.privateKey, provider.privateKey, privateKeyContext(provider.id)),
      directoryTenant: input.directoryTenant === undefined ? provider.directoryTenant : input.directoryTenant || null,
      cloud: input.cloud ?? provider.cloud,
      authority: input.authority === undefined ? provider.authority : input.authority,
      resource: input.resource === undefined ? provider.resource : input.resource,
      trustedCertificate: input.trustedCertificate === undefined ? provider.trustedCertificate : input.trustedCertificate,
      updatedAt: now,
    },
  };
}

/** What differs, for the audit log: field by field, and of secrets only that they do. */
export function settingsChanges(before: IntegrationState, after: IntegrationState): AuditChange[] {
  const [was, is] = [before.integration, after.integration];
  const connection = providerChanges({ provider: before.provider, domains: [] }, { provider: after.provider, domains: [] });
  return [
    ...changesBetween(shown(before), shown(after)),
    ...(was.password === is.password ? [] : [secretChange('password')]),
    ...connection.map((change) => ({ ...change, field: names[change.field] ?? change.field })),
  ];
}

/** Whether mailboxes are opened in another way than before. */
export function concernsConnections(changes: readonly AuditChange[]): boolean {
  return changes.some(({ field }) => !['enabled', 'domains'].includes(field) && !field.startsWith('policy.'));
}

const names: Partial<Record<string, string>> = { serviceAddress: 'server', exchangeVersion: 'version' };

function shown({ integration }: IntegrationState): Record<string, AuditValue> {
  const { status, login } = integration;
  return { enabled: status !== 'disabled', login, domains: domainsOf(integration), ...shownPolicy(policyOf(integration)) };
}

function shownPolicy({ folders, startDate, exclusions, usersMayTighten }: ImportPolicy): Record<string, AuditValue> {
  return {
    'policy.folders': folders && [...folders.roles, ...folders.paths],
    'policy.startDate': startDate,
    'policy.addresses': exclusions.addresses,
    'policy.domains': exclusions.domains,
    'policy.sensitivities': exclusions.sensitivities,
    'policy.maxSize': exclusions.maxSize,
    'policy.usersMayTighten': usersMayTighten,
  };
}

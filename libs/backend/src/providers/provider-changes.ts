import type { AuditChange, AuditValue } from '@mailroom/contract';
import { X509Certificate } from 'node:crypto';
import { changesBetween, secretChange } from '../audit/audit-entry';
import type { ProviderEntity } from './provider.entity';

/** A provider with its domains, at one moment. */
export interface ProviderState {
  provider: ProviderEntity;
  domains: readonly string[];
}

/** A change of any other field concerns the connections that are open. */
const fieldsOfNewAccounts = ['name', 'loginFormat', 'domains'];

/** What differs, field by field. `null`: the provider did not exist, or does not any more. */
export function providerChanges(before: ProviderState | null, after: ProviderState | null): AuditChange[] {
  return [
    ...changesBetween(before ? shown(before) : {}, after ? shown(after) : {}),
    ...(['clientSecret', 'privateKey'] as const)
      .filter((field) => (before?.provider[field] ?? null) !== (after?.provider[field] ?? null))
      .map(secretChange),
  ];
}

export function concernConnections(changes: readonly AuditChange[]): boolean {
  return changes.some(({ field }) => !fieldsOfNewAccounts.includes(field));
}

function shown({ provider, domains }: ProviderState): Record<string, AuditValue> {
  const { name, serviceType, serviceAddress, exchangeVersion, receive, send, loginFormat, authMethod } = provider;
  const { clientId, directoryTenant, cloud, authority, resource } = provider;
  return {
    ...{ name, serviceType, serviceAddress, exchangeVersion, receive, send, loginFormat, authMethod },
    ...{ clientId, directoryTenant, cloud, authority, resource },
    clientCertificate: fingerprint(provider.clientCertificate),
    trustedCertificate: fingerprint(provider.trustedCertificate),
    domains: [...domains].sort(),
  };
}

function fingerprint(certificate: string | null): string | null {
  return certificate === null ? null : `SHA-256 ${new X509Certificate(certificate).fingerprint256}`;
}

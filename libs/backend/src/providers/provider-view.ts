import type { Provider, ProviderSummary, ProviderWarning } from '@mailroom/contract';
import type { ProviderEntity } from './provider.entity';
import type { ProviderUsage } from './provider-repository';

/** What every signed-in user sees. */
export function providerSummary({ id, name, serviceType, loginFormat, authMethod }: ProviderEntity): ProviderSummary {
  return { id, name, serviceType, loginFormat, authMethod };
}

/** What an administrator sees: everything but secrets. */
export function providerView(provider: ProviderEntity, usage: ProviderUsage, warnings: ProviderWarning[]): Provider {
  const { serviceAddress, exchangeVersion, receive, send, clientId, clientCertificate, directoryTenant, trustedCertificate } = provider;
  return {
    ...providerSummary(provider),
    ...{ serviceAddress, exchangeVersion, receive, send, clientId, clientCertificate, directoryTenant, trustedCertificate },
    cloud: provider.cloud ?? 'global',
    ...{ authority: provider.authority, resource: provider.resource },
    hasClientSecret: provider.clientSecret !== null,
    hasPrivateKey: provider.privateKey !== null,
    ...usage,
    warnings,
    createdAt: new Date(provider.createdAt).toISOString(),
    updatedAt: new Date(provider.updatedAt).toISOString(),
  };
}

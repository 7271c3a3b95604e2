import type { Provider, ProviderSummary } from '@mailroom/contract';
import type { ProviderEntity } from './provider.entity';
import type { ProviderUsage } from './provider-repository';

/** What every signed-in user sees. */
export function providerSummary({ id, name, serviceType, loginFormat, authMethod }: ProviderEntity): ProviderSummary {
  return { id, name, serviceType, loginFormat, authMethod };
}

/** What an administrator sees: everything but secrets. */
export function providerView(provider: ProviderEntity, usage: ProviderUsage): Provider {
  const { serviceAddress, exchangeVersion, receive, send, clientId, directoryTenant, trustedCertificate } = provider;
  return {
    ...providerSummary(provider),
    ...{ serviceAddress, exchangeVersion, receive, send, clientId, directoryTenant, trustedCertificate },
    hasClientSecret: provider.clientSecret !== null,
    ...usage,
    createdAt: new Date(provider.createdAt).toISOString(),
    updatedAt: new Date(provider.updatedAt).toISOString(),
  };
}

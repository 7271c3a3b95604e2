import { type ExchangeIntegration, isMailErrorCode, mailErrors, type ProviderWarning } from '@mailroom/contract';
import { domainsOf, type IntegrationState, policyOf } from './integration-state';

/** What an administrator sees: everything but secrets. */
export function integrationView({ integration, provider }: IntegrationState, warnings: ProviderWarning[]): ExchangeIntegration {
  const { status, login, revision, errorCode, errorMessage, errorSince, nextTryAt, usersCheckedAt, updatedAt } = integration;
  const { authMethod, clientId, clientCertificate, directoryTenant, authority, resource, trustedCertificate } = provider;
  return {
    enabled: status !== 'disabled',
    server: provider.serviceAddress || null,
    version: provider.exchangeVersion,
    login,
    hasPassword: integration.password !== null,
    ...{ authMethod, clientId, clientCertificate, directoryTenant, authority, resource, trustedCertificate },
    hasClientSecret: provider.clientSecret !== null,
    hasPrivateKey: provider.privateKey !== null,
    cloud: provider.cloud ?? 'global',
    domains: domainsOf(integration),
    policy: policyOf(integration),
    status,
    lastError: errorCode === null ? null : { ...explained(errorCode, errorMessage), since: moment(errorSince) ?? '' },
    nextTryAt: moment(nextTryAt),
    usersCheckedAt: moment(usersCheckedAt),
    warnings,
    updatedAt: revision === 0 ? null : moment(updatedAt),
  };
}

function explained(code: string, message: string | null) {
  const known = isMailErrorCode(code) ? mailErrors[code] : null;
  return { code, message: message ?? known?.title ?? code, remedy: known?.remedy ?? 'Tell the CRM’s operator: its log says more.' };
}

const moment = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

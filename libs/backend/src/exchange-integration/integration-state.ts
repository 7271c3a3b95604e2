import type { ImportPolicy } from '@mailroom/contract';
import { openPolicy } from '@mailroom/contract';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import { ProviderEntity } from '../providers/provider.entity';
import { sealContext } from '../security/sealed-columns';
import { ExchangeIntegrationEntity, INTEGRATION_ID } from './exchange-integration.entity';

/** The integration's row, and the provider that its mailboxes are reached by. */
export interface IntegrationState {
  integration: ExchangeIntegrationEntity;
  provider: ProviderEntity;
}

/** Says what the sealed password of the super-user belongs to. */
export const superUserPasswordContext = sealContext({ table: 'mail_exchange_integration', column: 'password' }, INTEGRATION_ID);

/** Before anything was saved. */
export function unsavedState(): IntegrationState {
  const integration = Object.assign(new ExchangeIntegrationEntity(), {
    ...{ id: INTEGRATION_ID, status: 'disabled', login: null, password: null, domains: '[]', policy: JSON.stringify(openPolicy) },
    ...{ errorCode: null, errorMessage: null, errorSince: null, tries: 0, nextTryAt: null },
    ...{ usersCheckedAt: null, revision: 0, updatedAt: 0 },
  } satisfies ExchangeIntegrationEntity);
  const provider = Object.assign(new ProviderEntity(), {
    ...{ id: ORGANISATION_PROVIDER_ID, name: 'MS Exchange', serviceType: 'exchange', serviceAddress: '', exchangeVersion: null },
    ...{ receive: true, send: true, loginFormat: 'emailAddress', authMethod: 'basic', clientId: null, clientSecret: null },
    ...{ clientCertificate: null, privateKey: null, directoryTenant: null, cloud: null, authority: null, resource: null },
    ...{ trustedCertificate: null, createdAt: Date.now(), updatedAt: 0 },
  } satisfies ProviderEntity);
  return { integration, provider };
}

export const domainsOf = ({ domains }: Pick<ExchangeIntegrationEntity, 'domains'>): string[] => JSON.parse(domains) as string[];

export const policyOf = ({ policy }: Pick<ExchangeIntegrationEntity, 'policy'>): ImportPolicy => JSON.parse(policy) as ImportPolicy;

import type { Authority, ClientCredential, OAuthApplication } from '@mailroom/oauth';
import { OAuthError } from '@mailroom/oauth';
import type { ProviderEntity } from '../providers/provider.entity';
import { clientSecretContext, privateKeyContext } from '../providers/provider-secrets';
import type { TokenVault } from '../security/token-vault';

/** The application that an email provider signs in by. @throws OAuthError `client-rejected` when it has no credential */
export function oauthApplication(provider: ProviderEntity, vault: TokenVault): OAuthApplication {
  return {
    authority: authorityOf(provider),
    clientId: provider.clientId ?? '',
    credential: credentialOf(provider, vault),
    resource: provider.resource ?? undefined,
  };
}

function authorityOf({ authority, cloud, directoryTenant }: ProviderEntity): Authority {
  if (authority !== null) return { kind: 'openid', issuer: authority };
  return { kind: 'microsoft', cloud: cloud ?? 'global', tenant: directoryTenant ?? 'organizations' };
}

/** A certificate, where there is one, is the better proof. */
function credentialOf({ id, clientSecret, clientCertificate, privateKey }: ProviderEntity, vault: TokenVault): ClientCredential {
  if (clientCertificate !== null && privateKey !== null) {
    return { kind: 'certificate', certificate: clientCertificate, privateKey: vault.open(privateKey, privateKeyContext(id)) };
  }
  if (clientSecret === null) throw new OAuthError('client-rejected', { message: 'The email provider has no client secret.' });
  return { kind: 'secret', secret: vault.open(clientSecret, clientSecretContext(id)) };
}

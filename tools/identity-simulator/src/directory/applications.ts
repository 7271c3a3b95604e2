import { X509Certificate } from 'node:crypto';
import type { AdapterPayload } from 'oidc-provider';
import { type ApplicationOptions } from '../options';

/** A registered application as it is now. */
export interface Application {
  readonly clientId: string;
  readonly secret: string | undefined;
  readonly isSecretExpired: boolean;
  readonly certificate: string | undefined;
  readonly redirectUris: readonly string[];
}

/** The registered applications. */
export class Applications {
  private readonly applications = new Map<string, Application>();

  /** Registers an application, or changes what is given of one. */
  put({ clientId, ...changes }: ApplicationOptions & { readonly isSecretExpired?: boolean | undefined }): Application {
    const before = this.applications.get(clientId);
    const application: Application = {
      clientId,
      secret: changes.secret ?? before?.secret,
      isSecretExpired: changes.isSecretExpired ?? (changes.secret === undefined && before?.isSecretExpired === true),
      certificate: changes.secret === undefined ? (changes.certificate ?? before?.certificate) : undefined,
      redirectUris: changes.redirectUris ?? before?.redirectUris ?? [],
    };
    this.applications.set(clientId, application);
    return application;
  }

  find(clientId: string): Application | undefined {
    return this.applications.get(clientId);
  }

  clear(): void {
    this.applications.clear();
  }
}

/** An application as oidc-provider reads it from its storage. */
export function clientMetadata(application: Application): AdapterPayload {
  const { clientId, secret, certificate, isSecretExpired, redirectUris } = application;
  const credentials =
    certificate === undefined
      ? {
          token_endpoint_auth_method: 'client_secret_post' as const,
          client_secret: secret ?? 'none was set',
          client_secret_expires_at: isSecretExpired ? 1 : 0,
        }
      : {
          token_endpoint_auth_method: 'private_key_jwt' as const,
          jwks: { keys: [{ kty: 'RSA', ...new X509Certificate(certificate).publicKey.export({ format: 'jwk' }) }] },
        };
  return {
    client_id: clientId,
    client_name: clientId,
    // Without an address to send people back to nobody can sign in; the application itself still can.
    grant_types: [...(redirectUris.length > 0 ? ['authorization_code', 'refresh_token'] : []), 'client_credentials'],
    response_types: redirectUris.length > 0 ? ['code'] : [],
    redirect_uris: [...redirectUris],
    ...credentials,
  };
}

/** SHA-256 thumbprint of a certificate as a JWS header's `x5t#S256` has it (RFC 7515, 4.1.8). */
export function thumbprintOf(certificate: string): string {
  return Buffer.from(new X509Certificate(certificate).fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
}

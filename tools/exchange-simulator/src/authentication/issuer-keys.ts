import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type JWTVerifyGetKey } from 'jose';

/** An OpenID issuer, and the certificate authority (PEM) that its certificate must come from where that is not a public one. */
export interface Issuer {
  readonly issuer: string;
  readonly ca?: string | undefined;
}

const longestAnswer = 1024 * 1024;
const timeout = 10_000;
/** Milliseconds before an unknown key makes the keys be read again, so that the issuer may change them. */
const cooldown = 1000;

/** The keys that an issuer signs by (OpenID Connect Discovery 1.0, 4), read when the first token comes and again when a key is unknown. */
export function issuerKeys({ issuer, ca }: Issuer): JWTVerifyGetKey {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const discover = async (): Promise<JWTVerifyGetKey> => {
    const { createRemoteJWKSet, customFetch } = await import('jose');
    const metadata: unknown = JSON.parse(await get(new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`), ca));
    if (typeof metadata !== 'object' || metadata === null || !('jwks_uri' in metadata) || typeof metadata.jwks_uri !== 'string') {
      throw new Error(`${issuer} does not say where its keys are.`);
    }
    const fetchKeys = async (url: string): Promise<Response> => new Response(await get(new URL(url), ca));
    return createRemoteJWKSet(new URL(metadata.jwks_uri), { cooldownDuration: cooldown, [customFetch]: fetchKeys });
  };
  return async (header, token) => {
    keys ??= discover().catch((error: unknown) => {
      keys = undefined;
      throw error;
    });
    return (await keys)(header, token);
  };
}

function get(url: URL, ca: string | undefined): Promise<string> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const request = send(url, { ca, timeout, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let length = 0;
      response.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length > longestAnswer) request.destroy(new Error(`${url.href} answers too much.`));
        else chunks.push(chunk);
      });
      response.on('end', () => {
        if (response.statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'));
        else reject(new Error(`${url.href} answers HTTP ${response.statusCode ?? 'nothing'}.`));
      });
      response.on('error', reject);
    });
    request.on('timeout', () => request.destroy(new Error(`${url.href} does not answer.`)));
    request.on('error', reject);
    request.end();
  });
}

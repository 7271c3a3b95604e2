import { MailError, type NetworkPolicy } from '@mailroom/mail-adapter';
import type { AuthorityClient, AuthorityRequest, AuthorityResponse } from '@mailroom/oauth';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';

/** No answer of a sign-in service is as large: its keys, its configuration and tokens are kilobytes. */
const LARGEST_ANSWER = 1_000_000;

/** https://docs.openssl.org/3.0/man1/openssl-verification-options/, as Node names them. */
const untrusted = /SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY)|^CERT_(UNTRUSTED|REJECTED|REVOKED)/;

/**
 * Sends requests to sign-in services: to the address that the network's rules have judged and no other, without following
 * redirects.
 * @param trustedCertificate of an authority (PEM) that is trusted besides the public ones, as it is set up now
 */
export function authorityClient(network: NetworkPolicy, trustedCertificate: () => Promise<string | null>): AuthorityClient {
  return async (asked) => {
    const host = asked.url.hostname.replace(/^\[|\]$/g, '');
    const [{ address }, certificate] = await Promise.all([network.resolve(host), trustedCertificate()]);
    try {
      return await send(asked, host, address, certificate);
    } catch (cause) {
      throw untrusted.test((cause as NodeJS.ErrnoException).code ?? '')
        ? new MailError('tls-untrusted', { message: `The certificate of ${host} comes from an authority that is not trusted.`, cause })
        : cause;
    }
  };
}

function send(asked: AuthorityRequest, host: string, address: string, certificate: string | null): Promise<AuthorityResponse> {
  const { method, url, headers, body, signal } = asked;
  const options = {
    ...{ method, signal, host: address, agent: false as const, servername: isIP(host) ? '' : host },
    port: url.port || 443,
    path: url.pathname + url.search,
    headers: { ...headers, Host: url.host },
    ...(certificate !== null && { ca: [...rootCertificates, certificate] }),
  };
  return new Promise((resolve, reject) => {
    request(options, (response) => {
      read(response).then(resolve, reject);
    })
      .on('error', reject)
      .end(body ?? undefined);
  });
}

async function read(response: IncomingMessage): Promise<AuthorityResponse> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_ANSWER) throw new Error('The sign-in service’s answer is too large.');
    chunks.push(chunk);
  }
  const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [name, String(value)]);
  return { status: response.statusCode ?? 0, headers: Object.fromEntries(headers), body: Buffer.concat(chunks).toString() };
}

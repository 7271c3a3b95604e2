import { type Credentials, MailError, type NetworkPolicy } from '@mailroom/mail-adapter';
import { postSignedIn } from '../client/authorization';
import { httpError } from '../errors/http-error';
import { offeredSchemes, refusedLogin } from '../errors/refused-login';
import { HttpTransport, type HttpRequest, type HttpResponse } from '../transport/http-transport';
import { readAway } from '../transport/response-body';
import type { Timeouts } from '../transport/wait-clock';
import { acceptedSchemes } from '../client/accepted-schemes';
import { readDocument } from './document';
import { requestFor, type Settings, settingsOf } from './messages';
import type { Place, Ports } from './place';

export interface Visitor {
  network: NetworkPolicy;
  userAgent: string;
  ports: Ports;
  credentials: Credentials | undefined;
  /** PEM of an authority that is trusted besides the public ones. */
  trustedCertificate: string | null;
  signal: AbortSignal;
}

/** What a place said: settings, where else to ask, or that it wants a login by one of these schemes. */
export type Finding = Settings | { offered: readonly string[] };

/** Some places never answer, and others wait for their turn. */
const timeouts: Timeouts = { connect: 2_500, firstByte: 4_000, idle: 3_000, total: 5_000 };

/** Asks one place for an address. @throws MailError; the signal's reason */
export async function visit(visitor: Visitor, place: Place, emailAddress: string): Promise<Finding> {
  const { url, isTrusted } = place;
  const asked = request(visitor, url, requestFor(place, emailAddress));
  return withTransport(visitor, url, async (transport) => {
    const first = await transport.post(asked);
    if (first.status !== 401) return answerOf(place, first);
    await readAway(first.body);
    const offered = offeredSchemes(first.headers['www-authenticate']);
    const { credentials } = visitor;
    if (!isTrusted || !credentials || !serve(credentials, offered)) return { offered };
    const second = await postSignedIn(transport, credentials, asked);
    if (second.status !== 401) return answerOf(place, second);
    await readAway(second.body);
    throw refusedLogin(second.headers, credentials);
  });
}

/** Where a page sends us without TLS. @throws MailError when it sends us nowhere */
export function plainRedirect(visitor: Visitor, url: URL): Promise<string> {
  return withTransport(visitor, url, async (transport) => {
    const { status, headers, body } = await transport.post({ ...request(visitor, url), method: 'GET' });
    await readAway(body);
    if (status >= 301 && status <= 308 && headers.location !== undefined) return headers.location;
    throw status === 200 || status === 401 ? new MailError('not-exchange') : httpError(status, headers);
  });
}

/** By which schemes Exchange Web Services at this server want a login; `null` when there are none. */
export function ewsSchemes(visitor: Visitor, { origin }: URL): Promise<string[] | null> {
  return withTransport(visitor, new URL(origin), async (transport) => {
    const { path: _, ...asked } = request(visitor, new URL(origin));
    const { status, headers, body } = await transport.post(asked);
    await readAway(body);
    return status === 401 ? offeredSchemes(headers['www-authenticate']) : null;
  });
}

function request({ userAgent, signal }: Visitor, url: URL, body = ''): HttpRequest {
  return {
    path: url.pathname + url.search,
    headers: { 'Content-Type': 'text/xml; charset=utf-8', Accept: 'text/xml', 'User-Agent': userAgent },
    body: body === '' ? [] : [Buffer.from(body)],
    timeouts,
    repeatable: true,
    signal,
  };
}

async function answerOf(place: Place, { status, headers, body }: HttpResponse): Promise<Finding> {
  const { location } = headers;
  if (status === 200 && /\bxml\b/i.test(headers['content-type'] ?? '')) return settingsOf(place, await readDocument(body));
  await readAway(body);
  if (status >= 301 && status <= 308 && location !== undefined) return { redirectUrl: location };
  throw status === 200 ? new MailError('not-exchange') : httpError(status, headers);
}

/** A token is good at the mail server that it is for; no other server is to see it. */
function serve(credentials: Credentials, offered: readonly string[]): boolean {
  const schemes = acceptedSchemes(credentials);
  return credentials.kind === 'password' && offered.some((scheme) => schemes.includes(scheme.toLowerCase()));
}

async function withTransport<Result>(
  { network, trustedCertificate }: Visitor,
  { protocol, host }: URL,
  work: (transport: HttpTransport) => Promise<Result>,
): Promise<Result> {
  const isPlain = protocol === 'http:';
  // Nothing secret goes over plain HTTP here: it is asked for a redirection alone.
  const policy: NetworkPolicy = isPlain ? { resolve: (name) => network.resolve(name), allowsPlainHttp: () => true } : network;
  const address = isPlain ? `http://${host}` : host;
  const transport = new HttpTransport(policy, { address, version: null, trustedCertificate });
  try {
    return await work(transport);
  } finally {
    transport.close();
  }
}

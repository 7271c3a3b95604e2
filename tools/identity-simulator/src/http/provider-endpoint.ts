import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { type ProviderParts, createProvider } from '../provider/provider';
import { routes } from '../provider/routes';
import { unknownTenant } from '../provider/token-refusal';
import { errorPage } from '../sign-in/pages';
import { handleSignIn } from '../sign-in/sign-in';

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers every request to the provider: whether it is available, which tenant is meant, and then the provider or a page. */
export function providerEndpoint(parts: ProviderParts): Handler {
  const { directory, behaviour, statistics } = parts;
  const provider = createProvider(parts);
  const answer = provider.callback();
  return async (request, response) => {
    statistics.countRequest();
    if (behaviour.availability === 'slow') await wait(behaviour.milliseconds, undefined, { ref: false });
    else if (behaviour.availability !== 'normal') return refuse(response, behaviour.availability);
    const [, name = '', path = '/'] = /^\/([^/?]*)(\/.*)?$/s.exec(request.url ?? '/') ?? [];
    if (!directory.isNamed(name)) return refuseTenant(response, name, path);
    if (path.startsWith(`${routes.signIn}/`)) return handleSignIn(request, response, { provider, directory, behaviour });
    mount(request, `/${name}`, path);
    await answer(request, response);
  };
}

/** oidc-provider sees paths below the tenant's; discovery alone has `/v2.0` before it. */
function mount(request: IncomingMessage, tenantPath: string, path: string): void {
  const inner = path.startsWith(`${routes.authorization}?`)
    ? askingForAll(request, path)
    : path.replace(/^\/v2\.0(?=\/\.well-known\/)/, '');
  request.url = inner;
  (request as IncomingMessage & { originalUrl: string }).originalUrl = tenantPath + inner;
}

/**
 * Everybody signs in each time, as in a new private window: what an earlier sign-in left in the browser is not looked at.
 * And `offline_access` needs no `prompt=consent`, without which oidc-provider, as the standard says, would leave it out.
 */
function askingForAll(request: IncomingMessage, path: string): string {
  const cookies = request.headers.cookie?.split('; ').filter((cookie) => !cookie.startsWith('_session'));
  if (cookies) request.headers.cookie = cookies.join('; ');
  const query = new URLSearchParams(path.slice(path.indexOf('?')));
  if (query.get('prompt') !== 'none') query.set('prompt', 'consent');
  return `${routes.authorization}?${query.toString()}`;
}

function refuse(response: ServerResponse, how: 'unreachable' | 'failing' | 'busy'): void {
  switch (how) {
    case 'unreachable':
      response.socket?.destroy();
      return;
    case 'failing':
      response.writeHead(500, { 'Content-Type': 'text/html' }).end('<h1>Our services are not available right now</h1>');
      return;
    case 'busy':
      response.writeHead(429, { 'Content-Type': 'application/json', 'Retry-After': '17' }).end('{"error":"temporarily_unavailable"}');
      return;
  }
}

function refuseTenant(response: ServerResponse, name: string, path: string): void {
  const { status, body } = unknownTenant(name);
  const isForPeople = path.startsWith(routes.authorization);
  response.writeHead(status, { 'Content-Type': isForPeople ? 'text/html; charset=utf-8' : 'application/json' });
  response.end(isForPeople ? errorPage(String(body['error_description'])) : JSON.stringify(body));
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Applications } from '../directory/applications';
import { type Behaviour, availabilities, consents } from '../directory/behaviour';
import { type Directory, type User } from '../directory/directory';
import { type TokenStore, revocations } from '../provider/token-store';
import { type Statistics } from '../statistics';
import { readBody } from './body';
import { ControlError, ControlInput } from './control-input';

/** What the control interface reaches. */
export interface ControlTargets {
  readonly directory: Directory;
  readonly applications: Applications;
  readonly behaviour: Behaviour;
  readonly tokens: TokenStore;
  readonly statistics: Statistics;
  /** Back to the state after start. */
  reset(): void;
}

type Answer = Record<string, unknown>;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly run: (name: string, input: ControlInput, targets: ControlTargets) => Answer;
}

const routes: readonly Route[] = [
  { method: 'PUT', path: /^\/users\/([^/]+)$/, run: putUser },
  { method: 'DELETE', path: /^\/users\/([^/]+)$/, run: removeUser },
  { method: 'POST', path: /^\/users\/([^/]+)\/revoke$/, run: revoke },
  { method: 'POST', path: /^\/users\/([^/]+)\/require-interaction$/, run: requireInteraction },
  { method: 'PATCH', path: /^\/applications\/([^/]+)$/, run: changeApplication },
  { method: 'PATCH', path: /^\/behaviour$/, run: changeBehaviour },
  { method: 'GET', path: /^\/stats$/, run: (_name, _input, { statistics }) => ({ ...statistics.report() }) },
  { method: 'POST', path: /^\/reset$/, run: reset },
];

/** Serves `/_control`: JSON in and out. */
export async function handleControl(request: IncomingMessage, response: ServerResponse, targets: ControlTargets): Promise<void> {
  try {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.replace(/^\/_control(?=\/)/, '');
    const matching = routes.filter((route) => pathname.startsWith('/_control/') && route.path.test(path));
    const route = matching.find(({ method }) => method === request.method);
    const body = await readBody(request);
    if (matching.length === 0) throw new ControlError(404, 'no-such-call', `There is no call ${pathname}.`);
    if (route === undefined) throw new ControlError(405, 'method-not-allowed', `${pathname} does not take ${request.method ?? 'that'}.`);
    const name = decodeURIComponent(route.path.exec(path)?.[1] ?? '');
    reply(response, 200, route.run(name, new ControlInput(body), targets));
  } catch (error) {
    const known = error instanceof RangeError || error instanceof URIError ? new ControlError(400, 'invalid-input', error.message) : error;
    if (!(known instanceof ControlError)) throw error;
    reply(response, known.status, { code: known.code, message: known.message });
  }
}

function putUser(address: string, input: ControlInput, { directory }: ControlTargets): Answer {
  const password = input.text('password');
  input.end();
  return { objectId: directory.put({ address, password }).objectId };
}

function removeUser(address: string, input: ControlInput, { directory }: ControlTargets): Answer {
  input.end();
  directory.remove(findUser(address, directory).address);
  return {};
}

function revoke(address: string, input: ControlInput, { directory, tokens }: ControlTargets): Answer {
  const why = input.oneOf('why', revocations) ?? 'revoked';
  input.end();
  return { refreshTokens: tokens.revokeRefreshTokens(findUser(address, directory).objectId, why) };
}

function requireInteraction(address: string, input: ControlInput, { directory }: ControlTargets): Answer {
  input.end();
  directory.requireInteraction(findUser(address, directory));
  return {};
}

function changeApplication(clientId: string, input: ControlInput, { applications }: ControlTargets): Answer {
  const changes = {
    secret: input.text('secret'),
    certificate: input.text('certificate'),
    redirectUris: input.texts('redirectUris'),
    isSecretExpired: input.flag('isSecretExpired'),
  };
  input.end();
  const { redirectUris, isSecretExpired } = applications.put({ clientId, ...changes });
  return { clientId, redirectUris, isSecretExpired };
}

function changeBehaviour(_name: string, input: ControlInput, { behaviour }: ControlTargets): Answer {
  const changes = {
    accessTokenSeconds: input.integer('accessTokenSeconds', 1),
    clockOffsetSeconds: input.integer('clockOffsetSeconds', Number.MIN_SAFE_INTEGER),
    consent: input.oneOf('consent', consents),
    availability: input.oneOf('availability', availabilities),
    milliseconds: input.integer('milliseconds', 0),
  };
  input.end();
  return { ...Object.assign(behaviour, Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))) };
}

function reset(_name: string, input: ControlInput, targets: ControlTargets): Answer {
  input.end();
  targets.reset();
  return {};
}

function findUser(address: string, directory: Directory): User {
  const user = directory.find(address);
  if (user === undefined) throw new ControlError(404, 'no-such-user', `There is no user ${address}.`);
  return user;
}

function reply(response: ServerResponse, status: number, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
}

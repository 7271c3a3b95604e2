import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type AutodiscoverDirectory } from '../autodiscover/directory';
import { type FaultPlan } from '../faults/fault-plan';
import { type MailStore } from '../mailbox/mail-store';
import { chunkings, type StreamingSettings } from '../notifications/chunk-writer';
import { type BackEnds } from './back-ends';
import { BodyRefused, readBody } from './body';
import { planFault } from './control-faults';
import { changeFolder, createFolder, deleteFolder } from './control-folders';
import { type Answer, type Call, ControlError, jsonObject, oneOf, texts } from './control-input';
import { changeItem, configure, deleteItem, deliver, describeMailbox, generate } from './control-mailboxes';
import { type Statistics } from './statistics';

/** What the control interface reaches. */
export interface ControlTargets {
  readonly store: MailStore;
  readonly statistics: Statistics;
  readonly backEnds: BackEnds;
  readonly faults: FaultPlan;
  readonly directory: AutodiscoverDirectory;
  readonly streaming: StreamingSettings;
  /** Back to the state after start. */
  reset(): void;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly run: (call: Call, targets: ControlTargets) => Answer;
}

/** A delivered message may be larger than what a client of EWS may send. */
const longestBody = 256 * 1024 * 1024;

const routes: readonly Route[] = [
  { method: 'POST', path: /^\/mailboxes\/([^/]+)\/messages$/, run: deliver },
  { method: 'POST', path: /^\/mailboxes\/([^/]+)\/generate$/, run: generate },
  { method: 'PATCH', path: /^\/mailboxes\/([^/]+)\/items\/([^/]+)$/, run: changeItem },
  { method: 'DELETE', path: /^\/mailboxes\/([^/]+)\/items\/([^/]+)$/, run: deleteItem },
  { method: 'POST', path: /^\/mailboxes\/([^/]+)\/folders$/, run: createFolder },
  { method: 'PATCH', path: /^\/mailboxes\/([^/]+)\/folders\/([^/]+)$/, run: changeFolder },
  { method: 'DELETE', path: /^\/mailboxes\/([^/]+)\/folders\/([^/]+)$/, run: deleteFolder },
  { method: 'GET', path: /^\/mailboxes\/([^/]+)$/, run: describeMailbox },
  { method: 'PUT', path: /^\/mailboxes\/([^/]+)$/, run: configure },
  {
    method: 'PUT',
    path: /^\/autodiscover$/,
    run: ({ body }, { directory }) => {
      const redirects = texts(jsonObject(body), 'redirects');
      directory.redirect(redirects);
      return { redirects };
    },
  },
  {
    method: 'PUT',
    path: /^\/streaming$/,
    run: ({ body }, { streaming }) => {
      streaming.chunking = oneOf(jsonObject(body), 'chunking', chunkings) ?? streaming.chunking;
      return { ...streaming };
    },
  },
  { method: 'GET', path: /^\/stats$/, run: (_call, { statistics, faults }) => ({ ...statistics.report(faults.given) }) },
  { method: 'POST', path: /^\/faults$/, run: ({ body }, targets) => planFault(jsonObject(body), targets) },
  {
    method: 'DELETE',
    path: /^\/faults$/,
    run: (_call, { faults }) => {
      faults.clear();
      return {};
    },
  },
  {
    method: 'POST',
    path: /^\/reset$/,
    run: (_call, targets) => {
      targets.reset();
      return {};
    },
  },
];

/** Serves `/_control`: JSON in and out, except that a delivered message is the request's body as it is. */
export async function handleControl(request: IncomingMessage, response: ServerResponse, targets: ControlTargets): Promise<void> {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const path = url.pathname.replace(/^\/_control(?=\/)/, '');
    const matching = routes.filter((route) => url.pathname.startsWith('/_control/') && route.path.test(path));
    const route = matching.find(({ method }) => method === request.method);
    const body = await readBody(request, longestBody);
    if (matching.length === 0) throw new ControlError(404, 'no-such-call', `There is no call ${url.pathname}.`);
    if (route === undefined)
      throw new ControlError(405, 'method-not-allowed', `${url.pathname} does not take ${request.method ?? 'that'}.`);
    const parameters = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    reply(response, 200, route.run({ parameters, query: url.searchParams, body }, targets));
  } catch (error) {
    const known = asControlError(error);
    if (known === undefined) throw error;
    reply(response, known.status, { code: known.code, message: known.message });
  }
}

function asControlError(error: unknown): ControlError | undefined {
  if (error instanceof ControlError) return error;
  if (error instanceof BodyRefused) return new ControlError(error.status, 'body-refused', error.message);
  return error instanceof RangeError || error instanceof URIError ? new ControlError(400, 'invalid-input', error.message) : undefined;
}

function reply(response: ServerResponse, status: number, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
}

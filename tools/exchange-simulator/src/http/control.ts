import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type FaultPlan } from '../faults/fault-plan';
import { type Item } from '../mailbox/item';
import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';
import { readBody } from './body';
import { type Subscriptions } from '../notifications/subscriptions';
import { planFault } from './control-faults';
import { ControlError, integer, jsonObject, text } from './control-input';
import { type Statistics } from './statistics';

/** What the control interface reaches. */
export interface ControlTargets {
  readonly store: MailStore;
  readonly statistics: Statistics;
  readonly subscriptions: Subscriptions;
  readonly faults: FaultPlan;
  /** Back to the state after start. */
  reset(): void;
}

type Answer = Record<string, unknown>;

interface Call {
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly run: (call: Call, targets: ControlTargets) => Answer;
}

const routes: readonly Route[] = [
  { method: 'POST', path: /^\/mailboxes\/([^/]+)\/messages$/, run: deliver },
  { method: 'POST', path: /^\/mailboxes\/([^/]+)\/generate$/, run: generate },
  { method: 'PATCH', path: /^\/mailboxes\/([^/]+)\/items\/([^/]+)$/, run: changeItem },
  { method: 'DELETE', path: /^\/mailboxes\/([^/]+)\/items\/([^/]+)$/, run: deleteItem },
  { method: 'GET', path: /^\/mailboxes\/([^/]+)$/, run: describeMailbox },
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
    const body = await readBody(request);
    if (matching.length === 0) throw new ControlError(404, 'no-such-call', `There is no call ${url.pathname}.`);
    if (route === undefined)
      throw new ControlError(405, 'method-not-allowed', `${url.pathname} does not take ${request.method ?? 'that'}.`);
    const parameters = (route.path.exec(path) ?? []).slice(1).map(decodeURIComponent);
    reply(response, 200, route.run({ parameters, query: url.searchParams, body }, targets));
  } catch (error) {
    const known = error instanceof RangeError || error instanceof URIError ? new ControlError(400, 'invalid-input', error.message) : error;
    if (!(known instanceof ControlError)) throw error;
    reply(response, known.status, { code: known.code, message: known.message });
  }
}

function reply(response: ServerResponse, status: number, answer: Answer): void {
  const body = Buffer.from(JSON.stringify(answer));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length });
  response.end(body);
}

function deliver({ parameters: [address = ''], query, body }: Call, { store }: ControlTargets): Answer {
  const item = store.deliver(address, query.get('folder') ?? 'Inbox', body);
  return { itemId: item.folder.mailbox.itemId(item) };
}

function generate({ parameters: [address = ''], body }: Call, { store }: ControlTargets): Answer {
  const input = jsonObject(body);
  const count = integer(input, 'count', 1);
  store.generate(address, {
    folder: text(input, 'folder') ?? 'Inbox',
    count,
    bytes: integer(input, 'bytes', 20_000),
    seed: integer(input, 'seed', 1),
  });
  return { count };
}

function changeItem({ parameters, body }: Call, { store }: ControlTargets): Answer {
  const { mailbox, item } = findItem(parameters, store);
  const input = jsonObject(body);
  const { isRead } = input;
  if (isRead !== undefined && typeof isRead !== 'boolean') throw new ControlError(400, 'invalid-input', '"isRead" must be true or false.');
  const folder = text(input, 'folder');
  if (isRead !== undefined) mailbox.setRead(item, isRead);
  const present = folder === undefined ? item : mailbox.moveItem(item, mailbox.folderAt(folder));
  return { itemId: mailbox.itemId(present) };
}

function deleteItem({ parameters }: Call, { store }: ControlTargets): Answer {
  const { mailbox, item } = findItem(parameters, store);
  mailbox.deleteItem(item);
  return {};
}

function describeMailbox({ parameters: [address = ''], query }: Call, { store }: ControlTargets): Answer {
  const mailbox = findMailbox(address, store);
  const withItems = query.get('items') !== 'false';
  const folders = mailbox.allFolders().flatMap((folder) => {
    const { path } = folder;
    if (path === undefined) return [];
    const items = withItems ? { items: [...folder.items].map((item) => describeItem(mailbox, item)) } : {};
    return [{ id: mailbox.folderId(folder), path, count: folder.items.size, ...items }];
  });
  return { folders };
}

function describeItem(mailbox: Mailbox, item: Item): Answer {
  const { messageId, subject } = item.source.summary();
  return { itemId: mailbox.itemId(item), internetMessageId: messageId ?? null, subject, isRead: item.isRead };
}

function findMailbox(address: string, store: MailStore): Mailbox {
  const mailbox = store.find(address);
  if (mailbox === undefined) throw new ControlError(404, 'no-such-mailbox', `There is no mailbox ${address}.`);
  return mailbox;
}

function findItem([address = '', itemId = '']: readonly string[], store: MailStore): { mailbox: Mailbox; item: Item } {
  const mailbox = findMailbox(address, store);
  const item = mailbox.findItem(itemId);
  if (item === undefined || item === 'malformed') throw new ControlError(404, 'no-such-item', `${address} has no item ${itemId}.`);
  return { mailbox, item };
}

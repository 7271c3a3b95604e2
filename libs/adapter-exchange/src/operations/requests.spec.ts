import { readdirSync } from 'node:fs';
import { requestCheck } from '@mailroom/exchange-simulator/testing';
import type { MailboxTarget } from '@mailroom/mail-adapter';
import { EwsClient } from '../client/ews-client';
import { ServerState } from '../client/server-state';
import { type ExchangeVersion, exchangeVersions, isAtLeast } from '../exchange-version';
import { type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { envelope } from '../testing/soap-answers';
import { createItem } from './create-item';
import { findFolderMarks } from './find-folder';
import { findItem } from './find-item';
import { findNewestItems } from './find-newest-items';
import { getCreateRights } from './get-create-rights';
import { getFolder } from './get-folder';
import { getItem } from './get-item';
import { getStreamingEvents } from './get-streaming-events';
import { resolveName } from './resolve-names';
import { subscribe } from './subscribe';
import { syncFolderHierarchy } from './sync-folder-hierarchy';
import { syncFolderItems } from './sync-folder-items';
import { unsubscribe } from './unsubscribe';
import { updateItem } from './update-item';

const hostile = 'a"b\'c<d>&amp;e]]>f\u0001é@example.com';
const ref = { remoteId: hostile, revision: hostile, size: 1 };
const bare = { remoteId: 'id', revision: '', size: 1 };
const first = (answers: AsyncGenerator<unknown>): Promise<unknown> => answers.next();

/** Every request that there is. */
const operations: Readonly<Record<string, ((client: EwsClient) => Promise<unknown>)[]>> = {
  'create-item': [(client) => createItem(client, Buffer.from('Subject: x\r\n\r\n'))],
  'find-folder': [(client) => findFolderMarks(client)],
  'find-item': [(client) => findItem(client, [{ distinguished: 'sentitems' }, { distinguished: 'outbox' }], hostile)],
  'find-newest-items': [(client) => findNewestItems(client, hostile, 20)],
  'get-create-rights': [(client) => getCreateRights(client, 'sentitems')],
  'get-folder': [(client) => getFolder(client, [{ distinguished: 'inbox' }, { distinguished: 'inbox', ofMailbox: true }, { id: hostile }])],
  'get-item': [(client) => first(getItem(client, [ref, bare]))],
  'get-streaming-events': [(client) => first(getStreamingEvents(client, [hostile, hostile]))],
  'resolve-names': [(client) => resolveName(client, hostile)],
  subscribe: [(client) => subscribe(client)],
  'sync-folder-hierarchy': [(client) => syncFolderHierarchy(client, null), (client) => syncFolderHierarchy(client, hostile)],
  'sync-folder-items': [(client) => syncFolderItems(client, hostile, null), (client) => syncFolderItems(client, 'id', hostile)],
  unsubscribe: [(client) => unsubscribe(client, hostile)],
  'update-item': [(client) => updateItem(client, [ref, bare], true), (client) => updateItem(client, [ref], false)],
};
const streaming = ['get-streaming-events', 'subscribe'];
const shared = ['exchange-folder', 'message-item', 'sync-state'];

describe('requests', () => {
  let server: ScriptedServer;

  beforeAll(async () => {
    server = await startScriptedServer(() => ({ chunks: [envelope('')] }));
  });
  afterAll(() => server.close());

  async function requestsOf(version: ExchangeVersion, access: MailboxTarget['access']): Promise<string[]> {
    const before = server.requests.length;
    const target = mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, hostile);
    const state = new ServerState(openNetwork, { ...target.server, version });
    const client = new EwsClient(state, { ...target, access }, { userAgent: 'Test', compression: false });
    const known = Object.entries(operations).filter(([name]) => isAtLeast(version, 'Exchange2010_SP1') || !streaming.includes(name));
    const calls = known.flatMap(([, ask]) => ask);
    await Promise.allSettled(calls.map((call) => call(client)));
    state.transport.close();
    const requests = server.requests.slice(before).map(({ body }) => body);
    expect(requests).toHaveLength(calls.length);
    return requests;
  }

  it('are known here, each of them', () => {
    const files = readdirSync(__dirname).filter((name) => !name.endsWith('.spec.ts'));
    expect([...Object.keys(operations), ...shared].sort()).toEqual(files.map((name) => name.replace('.ts', '')).sort());
  });

  it.each(exchangeVersions)('are what the official schema of Exchange says, hostile values and all, in %s', async (version) => {
    const check = await requestCheck();
    for (const access of ['owner', 'delegate', 'impersonation'] as const) {
      for (const request of await requestsOf(version, access)) check(/<\w+:Body><\w+:(\w+)/.exec(request)?.[1] ?? '', request);
    }
  });

  it('act as the owner by impersonation, and name the mailbox as a delegate', async () => {
    const asOwner = await requestsOf('Exchange2013_SP1', 'impersonation');
    expect(asOwner.every((request) => request.includes('<t:ExchangeImpersonation>'))).toBe(true);
    const asDelegate = await requestsOf('Exchange2013_SP1', 'delegate');
    expect(asDelegate.some((request) => request.includes('<t:ExchangeImpersonation>'))).toBe(false);
    for (const request of asDelegate.filter((text) => text.includes('<t:DistinguishedFolderId'))) {
      expect(request).toMatch(/<t:DistinguishedFolderId Id="\w+"><t:Mailbox><t:EmailAddress>a&quot;b/);
    }
  });
});

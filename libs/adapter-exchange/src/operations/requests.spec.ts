import { requestCheck } from '@mailroom/exchange-simulator/testing';
import type { MailboxSession, MailboxTarget } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { exchangeVersions } from '../exchange-version';
import { type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, envelope, success } from '../testing/soap-answers';

const hostile = 'a"b\'c<d>&amp;e]]>f\u0001é@example.com';
const subscription = success('Subscribe', `<m:SubscriptionId>${'&quot;&amp;&lt;'}</m:SubscriptionId>`);

describe('requests', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;

  beforeAll(async () => {
    server = await startScriptedServer(({ body }) => ({
      chunks: [body.includes(':Subscribe>') ? answer('Subscribe', subscription) : envelope('')],
    }));
    adapter = new ExchangeAdapter(openNetwork, {});
  });
  afterAll(async () => {
    await adapter.close();
    await server.close();
  });

  async function requestsOf(version: string, access: MailboxTarget['access']): Promise<string[]> {
    const first = server.requests.length;
    const target = mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, hostile);
    const open = { ...target, server: { ...target.server, version }, access };
    const session = adapter.open(open);
    await Promise.allSettled(calls(session));
    const watcher = adapter.watcher();
    watcher.add(open);
    for await (const { kind } of watcher.events) if (kind === 'interrupted' || version < 'Exchange2010_SP1' || access === 'delegate') break;
    await watcher.close();
    return server.requests.slice(first).map(({ body }) => body);
  }

  it.each(exchangeVersions)('are what the official schema of Exchange says, hostile values and all, in %s', async (version) => {
    const check = await requestCheck();
    const requests = [...(await requestsOf(version, 'impersonation')), ...(await requestsOf(version, 'delegate'))];
    expect(requests.length).toBeGreaterThanOrEqual(version < 'Exchange2010_SP1' ? 16 : 18);
    for (const request of requests) check(/<\w+:Body><\w+:(\w+)/.exec(request)?.[1] ?? '', request);
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

function calls(session: MailboxSession): Promise<unknown>[] {
  const ref = { remoteId: hostile, revision: hostile, size: 1 };
  const firstPage = (pages: AsyncIterable<unknown>): Promise<unknown> => pages[Symbol.asyncIterator]().next();
  return [
    session.identify(),
    firstPage(session.folders(hostile)),
    firstPage(session.changes(hostile, hostile)),
    session.fetch([ref], { message: () => undefined, failed: () => undefined }),
    session.send(Buffer.from('Subject: x\r\n\r\n')),
    session.wasSent(hostile),
    session.setRead([ref], true),
    session.counts(hostile),
  ];
}

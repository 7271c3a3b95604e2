import type { MailboxTarget, WatchEvent } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, failure, fault, inbox, success } from '../testing/soap-answers';

const open = success('GetStreamingEvents', '<m:ConnectionStatus>OK</m:ConnectionStatus>');
const newMail = (folder: string): string =>
  success(
    'GetStreamingEvents',
    `<m:Notifications><m:Notification><t:SubscriptionId>s</t:SubscriptionId><t:NewMailEvent><t:TimeStamp>2026-11-02T09:00:00.123456789Z</t:TimeStamp><t:ItemId Id="i"/><t:ParentFolderId Id="${folder}"/></t:NewMailEvent></m:Notification></m:Notifications>`,
  );
const events = (...messages: string[]): string => messages.map((message) => answer('GetStreamingEvents', message)).join('');

describe('watching by streaming notifications', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;
  let operations: string[];
  let script: Record<string, (count: number) => ScriptedAnswer>;

  beforeEach(async () => {
    operations = [];
    script = {
      GetFolder: () => ({ chunks: [answer('GetFolder', inbox())] }),
      Subscribe: (count) => ({ chunks: [answer('Subscribe', success('Subscribe', `<m:SubscriptionId>s${count}</m:SubscriptionId>`))] }),
      Unsubscribe: () => ({ chunks: [answer('Unsubscribe', success('Unsubscribe', ''))] }),
    };
    server = await startScriptedServer(({ body }) => {
      const operation = /<soap:Body><m:(\w+)/.exec(body)?.[1] ?? '';
      operations.push(operation);
      const subscription = /SubscriptionId>(\w+)</.exec(body)?.[1];
      if (subscription) operations.push(subscription);
      return script[operation]?.(operations.filter((name) => name === operation).length) ?? { status: 404, chunks: [] };
    });
    adapter = new ExchangeAdapter(openNetwork, {});
  });
  afterEach(async () => {
    await adapter.close();
    await server.close();
  });

  /** The first events. */
  async function watch(count: number, access: MailboxTarget['access'] = 'owner'): Promise<WatchEvent[]> {
    const watcher = adapter.watcher();
    watcher.add({ ...mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com'), accountId: 'anna', access });
    const seen: WatchEvent[] = [];
    for await (const event of watcher.events) if (seen.push(event) === count) break;
    await watcher.close();
    return seen;
  }

  it('tells of every folder when many notifications come at once, and ends its subscription when closed', async () => {
    script['GetStreamingEvents'] = () => ({ chunks: [events(open, newMail('a'), newMail('b'), newMail('c'))], hangs: true });
    const seen = await watch(4);
    expect(seen.map((event) => (event.kind === 'changed' ? event.folderRemoteId : event.kind))).toEqual(['watching', 'a', 'b', 'c']);
    expect(operations).toEqual(['GetFolder', 'Subscribe', 'GetStreamingEvents', 's1', 'Unsubscribe', 's1']);
  });

  it('subscribes anew when the server lost the subscription, and says that there is something to catch up with', async () => {
    script['GetStreamingEvents'] = (count) =>
      count === 1
        ? { chunks: [events(failure('GetStreamingEvents', 'ErrorSubscriptionNotFound'))] }
        : { chunks: [events(open, newMail('a'))], hangs: true };
    expect((await watch(3)).map(({ kind }) => kind)).toEqual(['watching', 'watching', 'changed']);
    expect(operations.slice(0, 7)).toEqual(['GetFolder', 'Subscribe', 'GetStreamingEvents', 's1', 'Subscribe', 'GetStreamingEvents', 's2']);
  });

  it('says when it is interrupted, and watches again by itself when the server is back', async () => {
    script['GetStreamingEvents'] = (count) =>
      count === 1 ? { status: 503, chunks: [] } : { chunks: [events(open, newMail('a'))], hangs: true };
    const seen = await watch(4);
    expect(seen.map(({ kind }) => kind)).toEqual(['watching', 'interrupted', 'watching', 'changed']);
    expect(seen[1]).toMatchObject({ error: { code: 'unavailable', class: 'retry-later' } });
  });

  it.each([
    ['a wrong password', { status: 401, chunks: [] }, 'authentication-failed'],
    ['no right to impersonate', { status: 500, chunks: [fault('ErrorImpersonateUserDenied')] }, 'authorization-denied'],
  ])('gives up after %s, which only a person can mend', async (_, refusal, code) => {
    script['Subscribe'] = () => refusal;
    expect(await watch(1)).toEqual([{ kind: 'interrupted', accountId: 'anna', error: expect.objectContaining({ code }) as unknown }]);
    expect(operations).toEqual(['GetFolder', 'Subscribe']);
  });

  it('leaves a delegate’s shared mailbox to the poll, since events would be those of the delegate’s own', async () => {
    expect(await watch(1, 'delegate')).toEqual([{ kind: 'watching', accountId: 'anna' }]);
    expect(operations).toEqual([]);
  });

  it('leaves a server that is older than streaming to the poll', async () => {
    script['GetFolder'] = (count) =>
      count > 4 ? { chunks: [answer('GetFolder', inbox())] } : { status: 500, chunks: [fault('ErrorInvalidServerVersion')] };
    expect(await watch(1)).toEqual([{ kind: 'watching', accountId: 'anna' }]);
    expect(operations).not.toContain('Subscribe');
  });
});

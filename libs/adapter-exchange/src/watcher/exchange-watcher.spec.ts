import type { Credentials, MailboxTarget, WatchEvent } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, failure, fault, inbox, success } from '../testing/soap-answers';

const open = success('GetStreamingEvents', '<m:ConnectionStatus>OK</m:ConnectionStatus>');
const newMail = (folder: string, subscription = 's1'): string =>
  success(
    'GetStreamingEvents',
    `<m:Notifications><m:Notification><t:SubscriptionId>${subscription}</t:SubscriptionId><t:NewMailEvent><t:TimeStamp>2026-11-02T09:00:00.123456789Z</t:TimeStamp><t:ItemId Id="i"/><t:ParentFolderId Id="${folder}"/></t:NewMailEvent></m:Notification></m:Notifications>`,
  );
const stream = (...messages: string[]): string => messages.map((message) => answer('GetStreamingEvents', message)).join('');

const folders = (...marks: [id: string, total: number, changed: string][]): ScriptedAnswer => ({
  chunks: [
    answer(
      'FindFolder',
      success(
        'FindFolder',
        `<m:RootFolder TotalItemsInView="${marks.length}" IncludesLastItemInRange="true"><t:Folders>${marks
          .map(
            ([id, total, changed]) =>
              `<t:Folder><t:FolderId Id="${id}"/><t:FolderClass>IPF.Note</t:FolderClass><t:TotalCount>${total}</t:TotalCount><t:ExtendedProperty><t:ExtendedFieldURI PropertyTag="0x670a" PropertyType="SystemTime"/><t:Value>${changed}</t:Value></t:ExtendedProperty><t:UnreadCount>0</t:UnreadCount></t:Folder>`,
          )
          .join('')}</t:Folders></m:RootFolder>`,
      ),
    ),
  ],
});

const superUser: Credentials = { kind: 'password', method: 'basic', login: 'svc', password: 'secret' };

describe('watching', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;
  /** Operations, each followed by the subscription that it is about. */
  let operations: string[];
  let script: Record<string, (count: number) => ScriptedAnswer>;

  beforeEach(async () => {
    operations = [];
    script = {
      GetFolder: () => ({ chunks: [answer('GetFolder', inbox())] }),
      Subscribe: (count) => ({ chunks: [answer('Subscribe', success('Subscribe', `<m:SubscriptionId>s${count}</m:SubscriptionId>`))] }),
      Unsubscribe: () => ({ chunks: [answer('Unsubscribe', success('Unsubscribe', ''))] }),
      FindFolder: (count) => (count === 1 ? folders(['a', 1, '09:00'], ['b', 1, '09:00']) : folders(['a', 1, '09:00'], ['b', 2, '09:01'])),
    };
    server = await startScriptedServer(({ body }) => {
      const operation = /<soap:Body><m:(\w+)/.exec(body)?.[1] ?? '';
      operations.push(operation);
      const subscription = /SubscriptionId>(\w+)</.exec(body)?.[1];
      if (subscription) operations.push(subscription);
      return script[operation]?.(operations.filter((name) => name === operation).length) ?? { status: 404, chunks: [] };
    });
    adapter = new ExchangeAdapter(openNetwork, { pollMs: 10 });
  });
  afterEach(async () => {
    await adapter.close();
    await server.close();
  });

  /** The first events: a changed folder's id, or what kind of event it is. */
  async function watch(count: number, access: MailboxTarget['access'] = 'owner'): Promise<string[]> {
    return (await events(count, access)).map((event) => (event.kind === 'changed' ? String(event.folderRemoteId) : event.kind));
  }

  async function events(count: number, access: MailboxTarget['access'] = 'owner'): Promise<WatchEvent[]> {
    const watcher = adapter.watcher();
    watcher.add({ ...mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com'), accountId: 'anna', access });
    const seen: WatchEvent[] = [];
    for await (const event of watcher.events) if (seen.push(event) === count) break;
    await watcher.close();
    return seen;
  }

  describe('by streaming notifications', () => {
    it('tells of every folder when many notifications come at once, and ends its subscription when closed', async () => {
      script['GetStreamingEvents'] = () => ({ chunks: [stream(open, newMail('a'), newMail('b'), newMail('c'))], hangs: true });
      expect(await watch(4)).toEqual(['watching', 'a', 'b', 'c']);
      expect(operations).toEqual(['GetFolder', 'Subscribe', 'GetStreamingEvents', 's1', 'Unsubscribe', 's1']);
    });

    it('tells of a notification that comes in pieces', async () => {
      const pieces = stream(open, newMail('a')).match(/[^]{1,7}/g) ?? [];
      script['GetStreamingEvents'] = () => ({ chunks: pieces, hangs: true });
      expect(await watch(2)).toEqual(['watching', 'a']);
    });

    it('goes on with the same subscription when the connection’s time is over, so that nothing falls in between', async () => {
      const now = jest.spyOn(performance, 'now');
      script['GetStreamingEvents'] = (count) => {
        // Half an hour later.
        now.mockReturnValue(count * 1_800_000);
        return count === 1
          ? { chunks: [stream(open, newMail('a'), success('GetStreamingEvents', '<m:ConnectionStatus>Closed</m:ConnectionStatus>'))] }
          : { chunks: [stream(open, newMail('b'))], hangs: true };
      };
      expect(await watch(3)).toEqual(['watching', 'a', 'b']);
      expect(operations.slice(0, 6)).toEqual(['GetFolder', 'Subscribe', 'GetStreamingEvents', 's1', 'GetStreamingEvents', 's1']);
      now.mockRestore();
    });

    it('subscribes anew when the server lost the subscription, and says that there is something to catch up with', async () => {
      script['GetStreamingEvents'] = (count) =>
        count === 1
          ? { chunks: [stream(failure('GetStreamingEvents', 'ErrorSubscriptionNotFound'))] }
          : { chunks: [stream(open, newMail('a', 's2'))], hangs: true };
      expect(await watch(3)).toEqual(['watching', 'watching', 'a']);
      expect(operations.slice(0, 7)).toEqual([
        'GetFolder',
        'Subscribe',
        'GetStreamingEvents',
        's1',
        'Subscribe',
        'GetStreamingEvents',
        's2',
      ]);
    });

    it('pauses before it subscribes for a third time, when subscriptions are lost one after another', async () => {
      script['GetStreamingEvents'] = () => ({ chunks: [stream(open, failure('GetStreamingEvents', 'ErrorSubscriptionNotFound'))] });
      expect(await watch(3)).toEqual(['watching', 'watching', 'interrupted']);
      expect(operations.filter((name) => name === 'Subscribe')).toHaveLength(2);
    });

    it('says when it is interrupted, and watches again by itself when the server is back', async () => {
      script['GetStreamingEvents'] = (count) =>
        count === 1 ? { status: 503, chunks: [] } : { chunks: [stream(open, newMail('a'))], hangs: true };
      const seen = await events(4);
      expect(seen.map(({ kind }) => kind)).toEqual(['watching', 'interrupted', 'watching', 'changed']);
      expect(seen[1]).toMatchObject({ error: { code: 'unavailable', class: 'retry-later' } });
    });

    it('notices a connection that has died without a sign', async () => {
      jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'Date', 'queueMicrotask'] });
      script['GetStreamingEvents'] = () => ({ chunks: [stream(open, newMail('a'))], hangs: true });
      const watcher = adapter.watcher();
      watcher.add(mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com'));
      for await (const event of watcher.events) {
        if (event.kind === 'changed') jest.advanceTimersByTime(120_100);
        if (event.kind !== 'interrupted') continue;
        expect(event.error.code).toBe('timeout');
        break;
      }
      jest.useRealTimers();
      await watcher.close();
    });

    it.each([
      ['a wrong password', { status: 401, chunks: [] }, 'authentication-failed'],
      ['no right to impersonate', { status: 500, chunks: [fault('ErrorImpersonateUserDenied')] }, 'impersonation-denied'],
    ])('gives up after %s, which only a person can mend', async (_, refusal, code) => {
      script['Subscribe'] = () => refusal;
      expect(await events(1)).toEqual([{ kind: 'interrupted', accountId: 'anna', error: expect.objectContaining({ code }) as unknown }]);
      expect(operations).toEqual(['GetFolder', 'Subscribe']);
    });

    it('stays with the back end that has the subscription, and lets any make the next', async () => {
      script['Subscribe'] = (count) => ({
        headers: { 'Set-Cookie': `X-BackEndOverrideCookie=back-end-${count}; path=/` },
        chunks: [answer('Subscribe', success('Subscribe', `<m:SubscriptionId>s${count}</m:SubscriptionId>`))],
      });
      script['GetStreamingEvents'] = (count) =>
        count === 1
          ? { chunks: [stream(failure('GetStreamingEvents', 'ErrorSubscriptionNotFound'))] }
          : { chunks: [stream(open, newMail('a', 's2'))], hangs: true };
      await watch(3);
      const routing = server.requests.map(({ headers }) => [headers['x-preferserveraffinity'], headers.cookie]);
      expect(routing).toEqual([
        [undefined, undefined],
        ['true', undefined],
        ['true', 'X-BackEndOverrideCookie=back-end-1'],
        ['true', undefined],
        ['true', 'X-BackEndOverrideCookie=back-end-2'],
        ['true', 'X-BackEndOverrideCookie=back-end-2'],
      ]);
      expect(server.requests.every(({ headers }) => headers['x-anchormailbox'] === 'anna@example.com')).toBe(true);
    });
  });

  describe('by one connection for many', () => {
    /** Watches three mailboxes as one super-user until it is done; gives the events. */
    async function watchThree(
      isDone: (events: readonly string[]) => boolean,
      credentials: () => Credentials = () => superUser,
    ): Promise<string[]> {
      const watcher = adapter.watcher();
      const kinds: string[] = [];
      for (const name of ['carl', 'anna', 'ben']) {
        const mailbox = mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, `${name}@example.com`);
        watcher.add({ ...mailbox, accountId: name, access: 'impersonation', credentials: credentials() });
      }
      for await (const event of watcher.events) {
        kinds.push(`${event.kind} ${event.accountId}`);
        if (isDone(kinds)) break;
      }
      await watcher.close();
      return kinds;
    }
    const streamsOf = (): string[][] =>
      server.requests.flatMap(({ body }) =>
        body.includes('<m:GetStreamingEvents') ? [[...body.matchAll(/SubscriptionId>(\w+)</g)].map(([, id = '']) => id)] : [],
      );

    it('is led by the first by alphabet, whose name it is opened in', async () => {
      script['GetStreamingEvents'] = () => ({ chunks: [stream(open, newMail('f', 's2'))], hangs: true });
      await watchThree(() => streamsOf().length > 0);
      const affine = server.requests.filter(({ headers }) => headers['x-preferserveraffinity'] === 'true');
      expect(new Set(affine.map(({ headers }) => headers['x-anchormailbox']))).toEqual(new Set(['anna@example.com']));
      const subscribed = server.requests.filter(({ body }) => body.includes('<m:Subscribe'));
      expect(subscribed.map(({ body }) => /SmtpAddress>(\w+)@/.exec(body)?.[1])).toEqual(['anna', 'carl', 'ben']);
      const opened = server.requests.find(({ body }) => body.includes('<m:GetStreamingEvents'));
      expect(opened?.body).toContain('SmtpAddress>anna@example.com<');
    });

    it.each([
      ['is shared by all who have their tokens from one source', true, 3],
      ['is shared by nobody whose tokens may be somebody else’s', false, 1],
    ])('%s', async (_, isShared, subscriptions) => {
      script['GetStreamingEvents'] = () => ({ chunks: [stream(open, newMail('f', streamsOf().at(-1)?.[0]))], hangs: true });
      const source = () => ({ token: () => Promise.resolve('token') });
      const shared = source();
      await watchThree(
        (events) => events.some((event) => event.startsWith('changed')),
        () => ({ kind: 'token', tokens: isShared ? shared : source() }),
      );
      expect(streamsOf()[0]).toHaveLength(subscriptions);
    });

    it('learns how many a connection reads', async () => {
      script['GetStreamingEvents'] = () => {
        const [id = '', ...others] = streamsOf().at(-1) ?? [];
        return others.length > 0
          ? { chunks: [stream(failure('GetStreamingEvents', 'ErrorExceededSubscriptionCount'))] }
          : { chunks: [stream(open, newMail('f', id))], hangs: true };
      };
      const changed = (seen: readonly string[]): Set<string> => new Set(seen.filter((event) => event.startsWith('changed')));
      const seen = await watchThree((events) => changed(events).size === 3);
      expect(seen.filter((event) => event.startsWith('interrupted'))).toEqual([]);
      expect(streamsOf()[0]).toHaveLength(3);
    });

    it('is opened in nobody’s name where the server wants it so', async () => {
      script['GetStreamingEvents'] = () =>
        server.requests.at(-1)?.body.includes('ExchangeImpersonation')
          ? { chunks: [stream(failure('GetStreamingEvents', 'ErrorSubscriptionAccessDenied'))] }
          : { chunks: [stream(open, newMail('f', 's1'), newMail('f', 's2'), newMail('f', 's3'))], hangs: true };
      const changed = (seen: readonly string[]): string[] => seen.filter((event) => event.startsWith('changed'));
      const seen = await watchThree((events) => new Set(changed(events)).size === 3);
      expect(seen.filter((event) => event.startsWith('interrupted'))).toEqual([]);
    });
  });

  it('finds out what a notification has missed', async () => {
    adapter = new ExchangeAdapter(openNetwork, { checkMs: 10 });
    script['GetStreamingEvents'] = () => ({ chunks: [stream(open)], hangs: true });
    expect(await watch(2)).toEqual(['watching', 'b']);
  });

  describe('by asking, where nothing is streamed', () => {
    it('takes turns on a server that allows no more connections that hang', async () => {
      script['GetStreamingEvents'] = () => ({ status: 500, chunks: [fault('ErrorExceededConnectionCount')] });
      expect(await watch(3)).toEqual(['watching', 'watching', 'b']);
      expect(operations.filter((name) => name === 'GetStreamingEvents')).toHaveLength(1);
    });

    it('tells a delegate of the folders that have changed, since a delegate is refused subscriptions', async () => {
      expect(await watch(2, 'delegate')).toEqual(['watching', 'b']);
      expect(new Set(operations)).toEqual(new Set(['FindFolder']));
    });

    it('tells of changes that leave the counts alone, of new folders and of deleted ones', async () => {
      script['FindFolder'] = (count) =>
        [
          folders(['a', 1, '09:00'], ['b', 1, '09:00']),
          folders(['a', 1, '09:01'], ['b', 1, '09:00'], ['c', 0, '']),
          folders(['a', 1, '09:01']),
        ][Math.min(count, 3) - 1] ?? folders();
      expect(await watch(4, 'delegate')).toEqual(['watching', 'a', 'c', 'null']);
    });

    it('works on a server that is older than streaming', async () => {
      script['GetFolder'] = (count) =>
        count > 4 ? { chunks: [answer('GetFolder', inbox())] } : { status: 500, chunks: [fault('ErrorInvalidServerVersion')] };
      expect(await watch(2)).toEqual(['watching', 'b']);
      expect(operations).not.toContain('Subscribe');
    });

    it.each(['ErrorSubscriptionDelegateAccessNotSupported', 'ErrorInvalidSubscriptionRequest', 'ErrorOfTomorrow'])(
      'works on a server that refuses to subscribe by %s',
      async (code) => {
        script['Subscribe'] = () => ({ chunks: [answer('Subscribe', failure('Subscribe', code))] });
        expect(await watch(2)).toEqual(['watching', 'b']);
      },
    );

    it('takes over when subscriptions are lost as soon as they are made', async () => {
      script['GetStreamingEvents'] = () => ({ chunks: [stream(failure('GetStreamingEvents', 'ErrorSubscriptionNotFound'))] });
      expect((await watch(4)).slice(2)).toEqual(['watching', 'b']);
      expect(operations.filter((name) => name === 'Subscribe')).toHaveLength(2);
    });

    it('begins anew after an interruption, and says that there is something to catch up with', async () => {
      script['FindFolder'] = (count) => (count === 2 ? { status: 503, chunks: [] } : folders(['a', count, '09:00']));
      expect(await watch(4, 'delegate')).toEqual(['watching', 'interrupted', 'watching', 'a']);
    });

    it('asks for all of many folders', async () => {
      const page = (id: string, isLast: boolean): ScriptedAnswer => ({
        chunks: folders([id, operations.length, '']).chunks.map((text) =>
          String(text).replace('IncludesLastItemInRange="true"', `IncludesLastItemInRange="${isLast}"`),
        ),
      });
      script['FindFolder'] = (count) => (count % 2 === 1 ? page('a', false) : page('b', true));
      expect(await watch(3, 'delegate')).toEqual(['watching', 'a', 'b']);
      expect(server.requests[1]?.body).toContain('Offset="1"');
    });
  });
});

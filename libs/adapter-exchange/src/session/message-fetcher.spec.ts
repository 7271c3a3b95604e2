import type { MailError, MessageRef } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, failure, fault, item, success } from '../testing/soap-answers';

const refsOf = (count: number, size = 1_000): MessageRef[] =>
  Array.from({ length: count }, (_, index) => ({ remoteId: `id-${index}`, revision: '', size }));

describe('fetching in batches', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;
  /** Of each request, the ids it asks for. */
  let asked: string[][];
  let script: (ids: string[], index: number) => ScriptedAnswer;

  beforeEach(async () => {
    asked = [];
    server = await startScriptedServer(({ body, index }) => {
      const ids = [...body.matchAll(/<t:ItemId Id="([^"]+)"/g)].map(([, id = '']) => id);
      asked.push(ids);
      return script(ids, index);
    });
    adapter = new ExchangeAdapter(openNetwork, {});
  });
  afterEach(async () => {
    await adapter.close();
    await server.close();
  });

  const all = (ids: string[]): string => answer('GetItem', ...ids.map((id) => item(id, `mime of ${id}`)));

  async function fetch(refs: readonly MessageRef[]): Promise<{ messages: string[]; failures: [string, MailError][] }> {
    const session = adapter.open(mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com'));
    const messages: string[] = [];
    const failures: [string, MailError][] = [];
    await session.fetch(refs, {
      message({ remoteId }, raw) {
        expect(raw.toString()).toBe(`mime of ${remoteId}`);
        messages.push(remoteId);
      },
      failed: ({ remoteId }, error) => void failures.push([remoteId, error]),
    });
    return { messages, failures };
  }

  it('asks for ten at first and for ever more while the server is quick, at most a hundred', async () => {
    script = (ids) => ({ chunks: [all(ids)] });
    const refs = refsOf(400);
    expect((await fetch(refs)).messages).toEqual(refs.map(({ remoteId }) => remoteId));
    expect(asked.map((ids) => ids.length)).toEqual([10, 20, 40, 80, 100, 100, 50]);
  });

  it('asks for large messages by fewer at a time, and for one however large it is', async () => {
    script = (ids) => ({ chunks: [all(ids)] });
    await fetch([...refsOf(4, 1_500_000), { remoteId: 'huge', revision: '', size: 50_000_000 }]);
    expect(asked.map((ids) => ids.length)).toEqual([2, 2, 1]);
  });

  it('asks again only for what has not arrived when the connection breaks', async () => {
    script = (ids, index) => {
      const whole = all(ids);
      if (index > 0) return { chunks: [whole] };
      return { chunks: [whole.slice(0, whole.indexOf('id-3') + 10)], breaks: true };
    };
    const { messages } = await fetch(refsOf(10));
    expect([...messages].sort()).toEqual(refsOf(10).map(({ remoteId }) => remoteId));
    expect(asked[1]?.[0]).toBe('id-3');
    expect(asked.slice(1).flat()).toHaveLength(7);
  });

  it('gives up when the connection breaks again and again without bringing anything', async () => {
    script = () => ({ chunks: [], breaks: true });
    await expect(fetch(refsOf(10))).rejects.toMatchObject({ code: 'connection-lost' });
    expect(asked).toHaveLength(3);
  });

  it('stops at once when the server asks for a pause, and asks for less afterwards', async () => {
    script = (ids, index) =>
      index === 0
        ? { status: 500, chunks: [fault('ErrorServerBusy', '<t:Value Name="BackOffMilliseconds">99</t:Value>')] }
        : { chunks: [all(ids)] };
    await expect(fetch(refsOf(10))).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 99 });
    expect(asked).toHaveLength(1);
  });

  it('asks alone for a message that breaks the server, and lists it as unreadable', async () => {
    script = (ids) => ({
      chunks: [
        answer('GetItem', ...ids.map((id) => (id === 'id-4' ? failure('GetItem', 'ErrorInternalServerError') : item(id, `mime of ${id}`)))),
      ],
    });
    const { messages, failures } = await fetch(refsOf(10));
    expect(messages).toHaveLength(9);
    expect(failures).toEqual([['id-4', expect.objectContaining({ code: 'item-unreadable' })]]);
    expect(asked[1]).toEqual(['id-4']);
  });

  it('loses no message when the connection breaks while one is asked for alone', async () => {
    script = (ids, index) => {
      if (index === 1) return { chunks: [], breaks: true };
      const broken = (id: string): boolean => index === 0 && id === 'id-4';
      return {
        chunks: [
          answer('GetItem', ...ids.map((id) => (broken(id) ? failure('GetItem', 'ErrorInternalServerError') : item(id, `mime of ${id}`)))),
        ],
      };
    };
    const { messages, failures } = await fetch(refsOf(10));
    expect(messages).toHaveLength(10);
    expect(failures).toEqual([]);
    expect(asked.slice(1)).toEqual([['id-4'], ['id-4']]);
  });

  it('tells what is gone, what cannot be converted and what has no MIME', async () => {
    const contact = success(
      'GetItem',
      '<m:Items><t:Contact><t:ItemId Id="id-2"/><t:ItemClass>IPM.Contact</t:ItemClass></t:Contact></m:Items>',
    );
    script = () => ({
      chunks: [answer('GetItem', failure('GetItem', 'ErrorItemNotFound'), failure('GetItem', 'ErrorMimeContentConversionFailed'), contact)],
    });
    const { failures } = await fetch(refsOf(3));
    expect(failures.map(([id, { code }]) => [id, code])).toEqual([
      ['id-0', 'item-not-found'],
      ['id-1', 'item-unreadable'],
      ['id-2', 'item-unreadable'],
    ]);
    expect(failures[2]?.[1].message).toContain('IPM.Contact');
  });
});

import type { MailError, MailboxSession, MessageRef } from '@mailroom/mail-adapter';
import { ExchangeAdapter } from '../exchange-adapter';
import { type ScriptedAnswer, type ScriptedServer, startScriptedServer } from '../testing/scripted-server';
import { mailboxOf, openNetwork } from '../testing/simulator';
import { answer, failure, fault, inbox, item, success } from '../testing/soap-answers';

const refsOf = (count: number, size = 1_000): MessageRef[] =>
  Array.from({ length: count }, (_, index) => ({ remoteId: `id-${index}`, revision: '', size }));

describe('fetching in batches', () => {
  let server: ScriptedServer;
  let adapter: ExchangeAdapter;
  /** Of each request for items, the ids it asks for. */
  let asked: string[][];
  let script: (ids: string[], index: number) => ScriptedAnswer;
  /** How the server answers whoever asks whether it is there. */
  let health: () => ScriptedAnswer;
  let session: MailboxSession;

  beforeEach(async () => {
    asked = [];
    health = () => ({ chunks: [answer('GetFolder', inbox())] });
    server = await startScriptedServer(({ body }) => {
      if (body.includes('GetFolder')) return health();
      const ids = [...body.matchAll(/<t:ItemId Id="([^"]+)"/g)].map(([, id = '']) => id);
      asked.push(ids);
      return script(ids, asked.length - 1);
    });
    adapter = new ExchangeAdapter(openNetwork, {});
    session = adapter.open(mailboxOf({ serviceAddress: server.serviceAddress, ca: undefined }, 'anna@example.com'));
  });
  afterEach(async () => {
    await adapter.close();
    await server.close();
  });

  const mimeOf = (id: string): string => item(id, `mime of ${id}`);
  const all = (ids: string[]): string => answer('GetItem', ...ids.map(mimeOf));
  const broken: ScriptedAnswer = { chunks: [], breaks: true };

  async function fetch(refs: readonly MessageRef[]): Promise<{ messages: string[]; failures: [string, MailError][] }> {
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

  it('gives up when the connection breaks and the server does not answer otherwise either', async () => {
    script = () => broken;
    health = () => broken;
    await expect(fetch(refsOf(10))).rejects.toMatchObject({ code: 'connection-lost' });
    expect(asked).toHaveLength(1);
  });

  it('stops at once when the server asks for a pause, and asks for less afterwards', async () => {
    script = (ids, index) =>
      index === 0
        ? { status: 500, chunks: [fault('ErrorServerBusy', '<t:Value Name="BackOffMilliseconds">99</t:Value>')] }
        : { chunks: [all(ids)] };
    await expect(fetch(refsOf(10))).rejects.toMatchObject({ code: 'throttled', retryAfterMs: 99 });
    expect(asked).toHaveLength(1);
  });

  it('leaves the server in peace when a single message comes back with a passing error', async () => {
    script = (ids) => ({
      chunks: [answer('GetItem', ...ids.map((id) => (id === 'id-4' ? failure('GetItem', 'ErrorMailboxStoreUnavailable') : mimeOf(id))))],
    });
    await expect(fetch(refsOf(10))).rejects.toMatchObject({ code: 'unavailable' });
    expect(asked).toHaveLength(1);
  });

  it('asks again, for fewer, when the server’s time for a batch is over', async () => {
    const stopped = failure('GetItem', 'ErrorBatchProcessingStopped');
    script = (ids, index) => ({
      chunks: [answer('GetItem', ...ids.map((id, place) => (index === 0 && place > 3 ? stopped : mimeOf(id))))],
    });
    const { messages, failures } = await fetch(refsOf(10));
    expect(messages).toHaveLength(10);
    expect(failures).toEqual([]);
    expect(asked.map((ids) => ids.length)).toEqual([10, 5, 1]);
  });

  it.each<[string, (id: string) => string]>([
    ['a message that the server fails on', () => failure('GetItem', 'ErrorInternalServerError')],
    ['a message that takes the server too long', () => failure('GetItem', 'ErrorTimeoutExpired')],
  ])('asks again, alone, for %s before it is passed over', async (_, failed) => {
    script = (ids) => ({ chunks: [answer('GetItem', ...ids.map((id) => (id === 'id-4' ? failed(id) : mimeOf(id))))] });
    const { messages, failures } = await fetch(refsOf(10));
    expect(messages).toHaveLength(9);
    expect(failures).toEqual([['id-4', expect.objectContaining({ code: 'item-unreadable' })]]);
    expect(asked.slice(1)).toEqual([['id-4'], ['id-4'], ['id-4']]);
  });

  it('brings a message that failed once and can be had when it is asked for alone', async () => {
    script = (ids, index) => {
      if (index === 1) return broken;
      const fails = (id: string): boolean => index === 0 && id === 'id-4';
      return { chunks: [answer('GetItem', ...ids.map((id) => (fails(id) ? failure('GetItem', 'ErrorInternalServerError') : mimeOf(id))))] };
    };
    const { messages, failures } = await fetch(refsOf(10));
    expect(messages).toHaveLength(10);
    expect(failures).toEqual([]);
    expect(asked.slice(1)).toEqual([['id-4'], ['id-4']]);
  });

  it.each<[string, ScriptedAnswer]>([
    ['breaks the connection', broken],
    ['makes the server refuse the whole batch', { status: 500, chunks: [fault('ErrorInternalServerError')] }],
    ['crashes what stands behind a proxy', { status: 502, chunks: [] }],
    ['cannot be written as XML', { chunks: [all(['id-1']).replace('</t:Message>', '</t:Other>')] }],
  ])('brings all others when one %s, and lists it with its reason', async (_, spoilt) => {
    script = (ids) => (ids.includes('id-37') ? spoilt : { chunks: [all(ids)] });
    const { messages, failures } = await fetch(refsOf(100));
    expect(new Set(messages).size).toBe(99);
    expect(messages).toHaveLength(99);
    expect(failures).toEqual([['id-37', expect.objectContaining({ code: 'item-unreadable' })]]);
    expect(failures[0]?.[1].message).toMatch(/^The mail server cannot give this message, though it is well otherwise: /);
    expect(asked.filter((ids) => ids.length === 1 && ids[0] === 'id-37').length).toBeGreaterThanOrEqual(3);
  });

  it('waits for a server that a message has crashed, and goes on where it was', async () => {
    let isDown = false;
    script = (ids) => {
      isDown = ids.includes('id-3');
      return isDown ? broken : { chunks: [all(ids)] };
    };
    // It is up again when it is asked for the next time.
    health = () => {
      if (!isDown) return { chunks: [answer('GetFolder', inbox())] };
      isDown = false;
      return broken;
    };
    const brought = new Set<string>();
    const passed: string[] = [];
    let attempts = 0;
    for (let isDone = false; !isDone && attempts < 20; attempts++) {
      const missing = refsOf(10).filter(({ remoteId }) => !brought.has(remoteId));
      const sink = {
        message: ({ remoteId }: MessageRef) => void brought.add(remoteId),
        failed: ({ remoteId }: MessageRef) => void passed.push(remoteId),
      };
      isDone = await session.fetch(missing, sink).then(
        () => true,
        () => false,
      );
    }
    expect(brought.size).toBe(9);
    expect(passed).toEqual(['id-3']);
  });

  it('does not pass over message after message when it cannot have been the messages', async () => {
    script = () => broken;
    const passed: string[] = [];
    const fetching = session.fetch(refsOf(40), { message: () => undefined, failed: ({ remoteId }) => void passed.push(remoteId) });
    await expect(fetching).rejects.toMatchObject({ code: 'connection-lost' });
    expect(passed).toHaveLength(10);
  });

  it('gives each message to whom it belongs when the server answers in another order', async () => {
    script = (ids) => ({ chunks: [answer('GetItem', ...ids.map(mimeOf).reverse())] });
    const { messages } = await fetch(refsOf(10));
    expect(messages).toHaveLength(10);
    script = (ids) => {
      const answers = ids.map((id) => (id === 'id-2' ? failure('GetItem', 'ErrorItemNotFound') : mimeOf(id)));
      return { chunks: [answer('GetItem', ...answers.slice(4), ...answers.slice(0, 4))] };
    };
    const { messages: others, failures } = await fetch(refsOf(10));
    expect(new Set(others).size).toBe(9);
    expect(failures).toEqual([['id-2', expect.objectContaining({ code: 'item-not-found' })]]);
  });

  it('tells what is gone, what cannot be converted and what has no MIME', async () => {
    const contact = success(
      'GetItem',
      '<m:Items><t:Contact><t:ItemId Id="id-2"/><t:ItemClass>IPM.Contact</t:ItemClass></t:Contact></m:Items>',
    );
    const card = item('id-3', 'BEGIN:VCARD\r\nVERSION:3.0\r\n', 'IPM.Contact');
    script = () => ({
      chunks: [
        answer('GetItem', failure('GetItem', 'ErrorItemNotFound'), failure('GetItem', 'ErrorMimeContentConversionFailed'), contact, card),
      ],
    });
    const { failures } = await fetch(refsOf(4));
    failures.sort(([a], [b]) => a.localeCompare(b));
    expect(failures.map(([id, { code }]) => [id, code])).toEqual([
      ['id-0', 'item-not-found'],
      ['id-1', 'item-unreadable'],
      ['id-2', 'item-unreadable'],
      ['id-3', 'item-unreadable'],
    ]);
    for (const [, error] of failures.slice(2)) expect(error.message).toContain('IPM.Contact');
  });
});

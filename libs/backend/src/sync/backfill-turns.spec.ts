import { LocalServerGate } from '../processes/server-gate';
import { BackfillTurns } from './backfill-turns';

describe('backfills of one server', () => {
  const { signal } = new AbortController();
  const gate = () => new LocalServerGate({ pagesAtOnce: 100, pagesPerSecond: 1_000 });

  /** Mailboxes of these sizes ask for a page while one is being stored; tells in which order they get it. */
  async function order(sizes: readonly number[]): Promise<number[]> {
    const turns = new BackfillTurns(1, gate());
    const end = await turns.take('server', 0, signal);
    const served: number[] = [];
    const all = sizes.map(async (left) => {
      const endTurn = await turns.take('server', left, signal);
      served.push(left);
      endTurn();
    });
    end();
    await Promise.all(all);
    return served;
  }

  it('serve small mailboxes before large ones', async () => {
    expect((await order([50_000, 20, 10])).slice(0, 2)).toEqual([10, 20]);
  });

  it('let no large mailbox wait for ever behind small ones', async () => {
    const served = await order([90_000, ...Array.from({ length: 30 }, (_, index) => index + 1)]);
    expect(served.indexOf(90_000)).toBeLessThan(4);
    expect(served).toHaveLength(31);
  });

  it('have as many pages under way as a server is asked for at once, and each server its own', async () => {
    const turns = new BackfillTurns(2, gate());
    await turns.take('server', 1, signal);
    const endSecond = await turns.take('server', 1, signal);
    await turns.take('another', 1, signal);
    let isThird = false;
    const third = turns.take('server', 1, signal).then(() => (isThird = true));
    await new Promise(setImmediate);
    expect(isThird).toBe(false);
    endSecond();
    expect(await third).toBe(true);
  });

  it('lose no turn to a mailbox that gives up waiting', async () => {
    const turns = new BackfillTurns(1, gate());
    const end = await turns.take('server', 1, signal);
    const leaving = new AbortController();
    const left = turns.take('server', 1, leaving.signal);
    const next = turns.take('server', 5, signal);
    leaving.abort(new Error('paused'));
    await expect(left).rejects.toThrow('paused');
    end();
    (await next)();
    (await turns.take('server', 1, signal))();
  });
});

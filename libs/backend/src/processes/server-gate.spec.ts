import { LocalServerGate } from './server-gate';

describe('what a mail server asks of all mailboxes', () => {
  const { signal } = new AbortController();
  const elapsed = async (action: () => Promise<unknown>) => {
    const startedAt = performance.now();
    await action();
    return performance.now() - startedAt;
  };

  it('is obeyed for as long as it asked, and no shorter because of another answer', async () => {
    const gate = new LocalServerGate({ pagesAtOnce: 1, pagesPerSecond: 100 });
    const rested: string[] = [];
    const rest = async (login: string) => {
      await gate.untilRested(['server', `server:${login}`], signal);
      rested.push(login);
    };
    const obeying = async () => {
      await gate.rest('server:anna', 950);
      await gate.rest('server:anna', 20);
      await Promise.all([rest('anna'), rest('ben')]);
    };
    expect(await elapsed(obeying)).toBeGreaterThanOrEqual(940);
    expect(rested).toEqual(['ben', 'anna']);
  });

  it('bounds how many pages a second are fetched, and loses none', async () => {
    const gate = new LocalServerGate({ pagesAtOnce: 100, pagesPerSecond: 5 });
    const twelve = () => Promise.all(Array.from({ length: 12 }, () => gate.enter('server', signal)));
    // Five at once, five a second later, two another second later.
    expect(await elapsed(twelve)).toBeGreaterThan(1_500);
  });

  it('is waited for no longer than somebody wants', async () => {
    const gate = new LocalServerGate();
    await gate.rest('server', 60_000);
    const impatient = new AbortController();
    const entering = gate.enter('server', impatient.signal);
    impatient.abort(new Error('stopped'));
    await expect(entering).rejects.toThrow();
  });
});

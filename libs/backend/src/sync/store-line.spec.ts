import { StoreLine } from './store-line';

describe('stores in a line', () => {
  it('run one after another, in their order', async () => {
    const seen: string[] = [];
    let finishFirst = (): void => undefined;
    await StoreLine.during(async (line) => {
      void line.add(async () => {
        await new Promise<void>((resolve) => (finishFirst = resolve));
        seen.push('first');
      });
      void line.add(() => {
        seen.push('second');
        return Promise.resolve();
      });
      await new Promise(setImmediate);
      expect(seen).toEqual([]);
      finishFirst();
      await line.done();
      expect(seen).toEqual(['first', 'second']);
    });
  });

  it('are not run after one that failed: a cursor never passes what was not stored', async () => {
    const later = jest.fn(() => Promise.resolve());
    const otherwise = jest.fn(() => Promise.resolve());
    const outcome = StoreLine.during(async (line) => {
      void line.add(() => Promise.reject(new Error('disk full')), later);
      void line.add(later, otherwise);
      await Promise.resolve();
    });
    await expect(outcome).rejects.toThrow('disk full');
    expect(later).not.toHaveBeenCalled();
    expect(otherwise).toHaveBeenCalledTimes(1);
  });

  it('have come to their end when the work fails that added them', async () => {
    const stored = jest.fn();
    const outcome = StoreLine.during(async (line) => {
      void line.add(async () => {
        await new Promise(setImmediate);
        stored();
      });
      await Promise.reject(new Error('the server is gone'));
    });
    await expect(outcome).rejects.toThrow('the server is gone');
    expect(stored).toHaveBeenCalledTimes(1);
  });
});

import { SharedClock } from './shared-clock';

describe('a clock that thousands share', () => {
  const clock = (): SharedClock => new SharedClock();
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('rings each at its time, once, by one timer', () => {
    const shared = clock();
    const rung: number[] = [];
    for (let number = 0; number < 1_000; number++) shared.wake({ ring: () => rung.push(number) }, 60_000 - number * 60);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(30_000);
    expect(rung.length).toBeGreaterThan(480);
    expect(rung.length).toBeLessThan(520);
    jest.advanceTimersByTime(31_000);
    expect(rung).toEqual([...Array(1_000).keys()].reverse());
    expect(jest.getTimerCount()).toBe(0);
  });

  it('forgets who does not want to be rung any more, and keeps the last wish alone', () => {
    const shared = clock();
    const [gone, later] = [{ ring: jest.fn() }, { ring: jest.fn() }];
    shared.wake(gone, 100);
    shared.wake(later, 100);
    shared.wake(later, 1_000);
    shared.forget(gone);
    jest.advanceTimersByTime(900);
    expect(gone.ring).not.toHaveBeenCalled();
    expect(later.ring).not.toHaveBeenCalled();
    jest.advanceTimersByTime(200);
    expect(later.ring).toHaveBeenCalledTimes(1);
  });

  it('can be asked again by who is rung', () => {
    const shared = clock();
    let rings = 0;
    const again = { ring: (): void => void (++rings < 3 && shared.wake(again, 100)) };
    shared.wake(again, 100);
    jest.advanceTimersByTime(1_000);
    expect(rings).toBe(3);
  });
});

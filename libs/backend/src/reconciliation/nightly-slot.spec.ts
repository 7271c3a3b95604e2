import fc from 'fast-check';
import { lastSlot } from './nightly-slot';

describe('an account’s moment of the night', () => {
  const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });

  it('has passed within the last day, lies between one and five, and is the same until it comes again', () => {
    fc.assert(
      fc.property(fc.uuid(), moments, (id, now) => {
        const slot = lastSlot(id, now);
        expect(slot.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(now.getTime() - slot.getTime()).toBeLessThan(25 * 60 * 60_000);
        expect([1, 2, 3, 4]).toContain(slot.getHours());
        expect(lastSlot(id, slot)).toEqual(slot);
      }),
    );
  });

  it('is another for each, so that a server is not asked for everything at once', () => {
    const hours = new Map<number, number>();
    for (let index = 0; index < 400; index++) {
      const hour = lastSlot(`account ${index}`, new Date('2026-06-15T12:00:00')).getHours();
      hours.set(hour, (hours.get(hour) ?? 0) + 1);
    }
    expect([...hours.keys()].sort()).toEqual([1, 2, 3, 4]);
    for (const count of hours.values()) expect(count).toBeGreaterThan(60);
  });
});

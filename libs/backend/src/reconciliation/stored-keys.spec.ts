import fc from 'fast-check';
import { remoteKey } from '../store/remote-key';
import { StoredKeys } from './stored-keys';

describe('what is stored of a folder', () => {
  it('is told apart from what the server lists, whatever is stored and listed', () => {
    const ids = fc.uniqueArray(fc.string(), { maxLength: 60 });
    fc.assert(
      fc.property(ids, ids, (stored, listed) => {
        const keys = new StoredKeys();
        stored.forEach((id, index) => keys.add(remoteKey('a', id), index % 2 === 0));
        for (const id of listed) {
          const index = stored.indexOf(id);
          expect(keys.see(remoteKey('a', id))).toEqual(index < 0 ? null : { isRead: index % 2 === 0 });
        }
        const surplus = stored.filter((id) => !listed.includes(id));
        expect(stored.filter((id) => keys.isSurplus(remoteKey('a', id)))).toEqual(surplus);
        expect(keys.surplusCount).toBe(surplus.length);
        for (const id of listed) keys.unsee(remoteKey('a', id));
        expect(keys.surplusCount).toBe(stored.length);
      }),
    );
  });

  it('takes eight bytes a message, and a bit of time', () => {
    const before = process.memoryUsage().arrayBuffers;
    const keys = new StoredKeys();
    for (let index = 0; index < 100_000; index++) keys.add(remoteKey('a', String(index)), false);
    expect(keys.see(remoteKey('a', '99999'))).toEqual({ isRead: false });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(4 * 1024 * 1024);
  });
});

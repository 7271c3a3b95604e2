import { type EmailListItem } from '@mailroom/contract';
import { neighbour } from './neighbour';

const emails = ['a', 'b', 'c'].map((id) => ({ id }) as EmailListItem);

describe('the email that keys lead to next', () => {
  it.each([
    ['b', 1, 1, 'c'],
    ['b', 1, -1, 'a'],
    ['c', 2, 1, undefined],
    ['a', 0, -1, undefined],
  ] as const)('from %s', (activeId, lastAt, by, expected) => {
    expect(neighbour(emails, activeId, lastAt, by)?.id).toBe(expected);
  });

  it('is the first where none is highlighted yet', () => {
    expect(neighbour(emails, null, 0, 1)?.id).toBe('a');
    expect(neighbour(emails, null, 0, -1)?.id).toBe('a');
    expect(neighbour([], null, 0, 1)).toBeUndefined();
  });

  it('stands beside the place of one that has left the list', () => {
    expect(neighbour(emails, 'gone', 1, 1)?.id).toBe('b');
    expect(neighbour(emails, 'gone', 1, -1)?.id).toBe('a');
    expect(neighbour(emails, 'gone', 3, 1)?.id).toBe('c');
  });
});

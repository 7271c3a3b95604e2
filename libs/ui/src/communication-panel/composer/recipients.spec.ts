import { parseRecipients, withRecipients } from './recipients';

describe('recipients', () => {
  it.each([
    ['anna@example.com', [['', 'anna@example.com']]],
    ['Anna Berg <anna@example.com>', [['Anna Berg', 'anna@example.com']]],
    [
      '"Berg, Anna" <anna@example.com>; b@example.com',
      [
        ['Berg, Anna', 'anna@example.com'],
        ['', 'b@example.com'],
      ],
    ],
    [
      'a@example.com,\n\n b@example.com ,',
      [
        ['', 'a@example.com'],
        ['', 'b@example.com'],
      ],
    ],
    ['<a@example.com>', [['', 'a@example.com']]],
    ['not an address', [['', 'not an address']]],
    ['half "open', [['', 'half "open']]],
    [' ', []],
  ])('are read from “%s” without losing anything', (text, expected) => {
    expect(parseRecipients(text).map(({ name, address }) => [name, address])).toEqual(expected);
  });

  it('are there once, whatever the case of their address', () => {
    const anna = { name: 'Anna', address: 'anna@example.com' };
    expect(withRecipients([anna], [{ name: '', address: 'ANNA@example.com' }])).toEqual([anna]);
  });
});

import fc from 'fast-check';
import { asciiWords, wordsOf } from './search-text';

describe('the words of ASCII text', () => {
  it('are those that a query is made of, in lower case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 200 }), (text) => {
        expect(wordsOf(asciiWords(text, 1_000))).toEqual(wordsOf(text.toLowerCase()));
        expect(asciiWords(text, 1_000)).toMatch(/^[a-z0-9 ]*$/);
      }),
    );
  });

  it('are broken where they are too long, as the beginning of what is asked for is', () => {
    const [first, ...others] = wordsOf(asciiWords(`a ${'X'.repeat(25)} b`, 10)).filter((word) => word.startsWith('x'));
    expect(first).toBe('x'.repeat(10));
    expect(others.every(({ length }) => length <= 10)).toBe(true);
    expect(asciiWords('x'.repeat(1_000), 10)).toHaveLength(1_000);
  });
});

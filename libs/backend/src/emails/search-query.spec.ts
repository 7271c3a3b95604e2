import fc from 'fast-check';
import { parseSearch } from './search-query';

const day = (text: string) => Date.parse(`${text}T00:00:00Z`);

describe('what is typed into a search field', () => {
  it.each([
    ['invoice', { text: 'invoice' }],
    ['from:anna invoice', { text: 'invoice', from: ['anna'] }],
    ['FROM:"Anna Berger" to:ben', { text: '', from: ['Anna Berger'], to: ['ben'] }],
    ['before:2026-02-01 after:2026/1/5 report', { text: 'report', before: day('2026-02-01'), after: day('2026-01-05') }],
    ['has:attachment is:unread in:Sent', { text: '', hasAttachments: true, isRead: false, folders: ['sent'] }],
  ])('%j is understood', (typed, query) => {
    expect(parseSearch(typed)).toEqual({ from: [], to: [], folders: [], ...query });
  });

  it.each(['before:tomorrow', 'after:2026-02-31', 'has:fun', 'is:late', 'from:', 'http://example.com', '10:30', 'a:b', '":"'])(
    '%j is text, where it is no filter',
    (typed) => {
      expect(parseSearch(typed)).toEqual({ text: typed, from: [], to: [], folders: [] });
    },
  );

  it('is never an error, and takes no time to speak of', () => {
    const pieces = fc.constantFrom('from:', 'to:"', '"', ' ', 'before:', 'has:attachment', 'in:', ':', '::', 'a', '\0', '2026-01-01');
    fc.assert(
      fc.property(fc.array(fc.oneof(pieces, fc.string()), { maxLength: 50 }), (typed) => {
        expect(() => parseSearch(typed.join(''))).not.toThrow();
      }),
    );
    const begun = performance.now();
    parseSearch('from:"'.repeat(20_000));
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

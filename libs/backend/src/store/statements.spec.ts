import fc from 'fast-check';
import { byStatement } from './statements';

describe('rows by statement', () => {
  it('are all there, in their order, in statements of few lengths', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(), { maxLength: 300 }), fc.constantFrom(1, 2, 64, 256), (rows, most) => {
        const statements = byStatement(rows, most, () => 1);
        expect(statements.flat()).toEqual(rows);
        const lengths = statements.map(({ length }) => length);
        expect(lengths.every((length) => length <= most && Number.isInteger(Math.log2(length)))).toBe(true);
        // Each length below the largest once at most.
        expect(lengths.filter((length, index) => length < most && lengths.indexOf(length) !== index)).toEqual([]);
      }),
    );
  });

  it('are alone where they are large', () => {
    const rows = [1, 2, 3, 4, 5, 6].map((size) => size * 100_000);
    expect(byStatement(rows, 4, (size) => size)).toEqual([[100_000, 200_000, 300_000, 400_000], [500_000], [600_000]]);
  });
});

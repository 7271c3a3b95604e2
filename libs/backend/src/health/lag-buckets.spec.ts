import fc from 'fast-check';
import { bucketOf, lagBucketsMs, lagColumns, percentile } from './lag-buckets';

describe('percentiles of a histogram', () => {
  it('lie in the bucket that the true value is in, whatever came', () => {
    const lags = fc.array(fc.nat(2_000_000), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(lags, fc.double({ min: 0.01, max: 1, noNaN: true }), (values, share) => {
        const counts = lagColumns.map(() => 0);
        for (const value of values) counts[bucketOf(value)] = (counts[bucketOf(value)] ?? 0) + 1;
        const exact = values.sort((a, b) => a - b)[Math.ceil(share * values.length) - 1] ?? 0;
        const bucket = bucketOf(exact);
        const estimate = percentile(counts, share) ?? -1;
        expect(estimate).toBeGreaterThanOrEqual(lagBucketsMs[bucket - 1] ?? 0);
        expect(estimate).toBeLessThanOrEqual(lagBucketsMs[bucket] ?? Infinity);
      }),
    );
  });

  it('are unknown where nothing came', () => {
    expect(
      percentile(
        lagColumns.map(() => 0),
        0.5,
      ),
    ).toBeNull();
  });
});

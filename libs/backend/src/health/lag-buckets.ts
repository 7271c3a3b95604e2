/** Upper bounds of the histogram of received to visible, in milliseconds; what took longer is in a last bucket of its own. */
export const lagBucketsMs = [100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 300_000, 1_800_000] as const;

/** The column of each bucket in `mail_health_hour`. */
export const lagColumns = [...lagBucketsMs, Infinity].map((_, index) => `lag_${index}`);

export function bucketOf(lagMs: number): number {
  const index = lagBucketsMs.findIndex((bound) => lagMs <= bound);
  return index < 0 ? lagBucketsMs.length : index;
}

/**
 * The lag that so large a share of the messages did not exceed, evenly spread within its bucket; `null` for no messages.
 * What is beyond the last bound counts as the bound.
 */
export function percentile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let below = 0;
  for (const [index, count] of counts.entries()) {
    if (count > 0 && below + count >= wanted) {
      const from = lagBucketsMs[index - 1] ?? 0;
      const to = lagBucketsMs[index] ?? from;
      return Math.round(from + ((wanted - below) / count) * (to - from));
    }
    below += count;
  }
  return lagBucketsMs.at(-1) ?? null;
}

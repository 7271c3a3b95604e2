/** An hour: no server means longer, and a timer cannot wait for much more than three weeks. */
const longestMs = 3_600_000;

/** How long a server asks us to wait, as far as it is obeyed, in milliseconds. */
export function boundedWait(ms: number): number {
  return Math.min(longestMs, Math.max(0, ms));
}

/** In milliseconds, from seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  const ms = /^\s*\d+\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? null : boundedWait(ms);
}

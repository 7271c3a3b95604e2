import type { ApiClient } from '@mailroom/test-bed';

/** Calls before those that count: what is opened, compiled and read for the first time is everybody's to wait for once. */
const warmUp = 5;

/** Milliseconds from asking to the last byte of the answer, over all the paths, one after another. */
export async function measureCalls(client: ApiClient, paths: readonly string[]): Promise<{ p50: number; p95: number; p99: number }> {
  for (const path of paths.slice(0, warmUp)) await client.bytes(path);
  const times: number[] = [];
  for (const path of paths) {
    const begun = performance.now();
    await client.bytes(path);
    times.push(performance.now() - begun);
  }
  times.sort((a, b) => a - b);
  const at = (share: number): number => times[Math.ceil(share * times.length) - 1] ?? 0;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

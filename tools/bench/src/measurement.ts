import type { Usage } from '@mailroom/test-bed';

/** What reading a mailbox in one way took. */
export interface Measurement extends Usage {
  messages: number;
  seconds: number;
}

/** Measures one piece of work of this process; it gives how many messages it read. */
export async function measure(work: () => Promise<number>): Promise<Measurement> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  const messages = await work();
  const { user, system } = process.cpuUsage(before);
  return {
    messages,
    seconds: (performance.now() - startedAt) / 1_000,
    cpuSeconds: (user + system) / 1e6,
    peakRssBytes: process.resourceUsage().maxRSS * 1024,
  };
}

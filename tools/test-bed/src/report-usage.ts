import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/**
 * Preloaded into a started program (`node --require`): answers `usage` messages with what the process has used, and
 * `collected-usage` with the same after a garbage collection, which tells what it really holds.
 */
process.on('message', (message) => {
  if (message !== 'usage' && message !== 'collected-usage') return;
  if (message === 'collected-usage') collect();
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  // `maxRSS` is in kilobytes on every platform.
  process.send?.({
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakRssBytes: maxRSS * 1024,
    rssBytes: rss,
    heapBytes: heapUsed + external,
  });
});

function collect(): void {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  // What finalisers free is only gone with the second.
  gc();
  gc();
}

import type { BenchmarkResult } from '../benchmark-result';
import { markdown } from '../table';
import { campaign, type CampaignOptions, type CampaignResult } from './campaign';

/** Of each promise, so many ways in which it was broken are told. */
const shownDifferences = 15;

/** Runs a campaign of faults and tells what came of it. @returns whether everything that was promised was kept */
export async function faultsBenchmark(options: CampaignOptions): Promise<BenchmarkResult & { isKept: boolean }> {
  const result = await campaign(options);
  const count = Object.values(result.broken).reduce((sum, differences) => sum + differences.length, 0);
  return {
    text: [figures(result), promises(result), verdict(options.seed, result, count)].join('\n\n'),
    figures: {
      seed: options.seed,
      seconds: Math.round(result.seconds),
      kills: result.kills,
      faults: result.faults,
      delivered: result.delivered,
      sent: result.sent,
      messages: result.messages,
      differences: count,
    },
    isKept: count === 0,
  };
}

function figures(result: CampaignResult): string {
  const list = (counts: ReadonlyMap<string, number>): string => [...counts].map(([name, count]) => `${name} ${count}`).join(', ');
  return markdown([
    ['what', 'how much'],
    ['duration', `${result.seconds.toFixed(0)} s, settled ${result.settledAfterSeconds.toFixed(0)} s after the last fault`],
    ['kills (SIGKILL)', `${result.kills}, back after ${(result.medianStart / 1_000).toFixed(1)} s at the median`],
    ['faults that happened', String(result.faults)],
    ['faults that were planned', list(result.faultKinds)],
    ['on the server', list(result.happenings)],
    [
      'in the CRM',
      `${result.sent} sent, ${result.marked} marked, ${result.reconnections} reconnections, ${result.retries} sent again by hand`,
    ],
    ['events', `${result.events} over ${result.connections} connections`],
    ['compared', `${result.messages} messages in ${result.folders} folders`],
  ]);
}

function promises({ broken }: CampaignResult): string {
  const rows = Object.entries(broken).map(([promise, differences]) => [
    promise,
    differences.length === 0 ? 'kept' : `broken ${differences.length} times`,
  ]);
  const details = Object.values(broken).flatMap((differences) => differences.slice(0, shownDifferences));
  return [markdown([['promise', 'outcome'], ...rows]), ...details].join('\n');
}

function verdict(seed: number, { kills, faults, delivered, sent }: CampaignResult, count: number): string {
  const scene = `seed ${seed}: ${delivered} emails delivered and ${sent} sent through ${faults} faults and ${kills} kills`;
  return count === 0 ? `PASSED, ${scene}: nothing lost, nothing doubled.` : `FAILED, ${scene}: ${count} differences.`;
}

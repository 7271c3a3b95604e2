import { parseArgs } from 'node:util';
import { freshnessBenchmark } from './freshness-benchmark';
import { importBenchmark, memoryBenchmark } from './import-benchmark';

const usage = `npm run bench -- import [--messages 10000] [--bytes 20000]   the import beside its floor and its peer
npm run bench -- memory [--messages 10000] [--bytes 20000]   peak memory for that many messages and for five times as many
npm run bench -- freshness [--messages 50]                   from received to visible`;

async function main(): Promise<string | null> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { messages: { type: 'string' }, bytes: { type: 'string', default: '20000' } },
  });
  const options = (messages: number) => ({ messages: Number(values.messages ?? messages), bytes: Number(values.bytes) });
  if (!(options(1).messages > 0) || !(options(1).bytes > 0)) return null;
  switch (positionals[0]) {
    case 'import':
      return importBenchmark(options(10_000));
    case 'memory':
      return memoryBenchmark(options(10_000));
    case 'freshness':
      return freshnessBenchmark(options(50));
    default:
      return null;
  }
}

main().then(
  (result) => {
    console.log(result ?? usage);
    if (result === null) process.exitCode = 2;
  },
  (error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  },
);

#!/usr/bin/env node
import { parseCommandLine, usage } from './command-line';
import { OptionError } from './options';
import { startSimulator } from './simulator';

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const simulator = await startSimulator(options);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
  const { url, serviceAddress, controlUrl: control, caPath: ca } = simulator;
  process.stdout.write(`${JSON.stringify({ url, serviceAddress, control, ca, pid: process.pid })}\n`);
}

main().catch((error: unknown) => {
  const isOption = error instanceof OptionError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`exchange-simulator: ${message}${isOption ? ' --help shows the options.' : ''}\n`);
  process.exitCode = isOption ? 2 : 1;
});

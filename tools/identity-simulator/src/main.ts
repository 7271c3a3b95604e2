#!/usr/bin/env node
import { OptionError, parseCommandLine, usage } from './options';
import { startIdentitySimulator } from './simulator';

async function main(): Promise<void> {
  const options = parseCommandLine(process.argv.slice(2));
  if (options === 'help') {
    process.stdout.write(usage);
    return;
  }
  const { issuer, tenant, caPath: ca, controlUrl: control } = await startIdentitySimulator(options);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => process.exit(0));
  process.stdout.write(`${JSON.stringify({ issuer, tenant, ca, control, pid: process.pid })}\n`);
}

main().catch((error: unknown) => {
  const isOption = error instanceof OptionError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`identity-simulator: ${message}${isOption ? ' --help shows the options.' : ''}\n`);
  process.exitCode = isOption ? 2 : 1;
});

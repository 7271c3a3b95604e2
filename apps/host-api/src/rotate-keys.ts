import { rotateKeys } from './commands/rotate-keys';
import { failureText } from './config/failure-text';
import { readConfig } from './config/read-config';

async function run(): Promise<void> {
  const config = readConfig(process.env, (message) => process.stderr.write(`${message}\n`));
  const isComplete = await rotateKeys(config, (line) => process.stdout.write(`${line}\n`));
  if (!isComplete) process.exitCode = 1;
}

run().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exitCode = 1;
});

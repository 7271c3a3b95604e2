import { Logger } from '@nestjs/common';
import type { AddressInfo, Server } from 'node:net';
import { failureText } from './config/failure-text';
import { readConfig } from './config/read-config';
import { createApp } from './create-app';

/** However busy it is: who asks it to end need not wait longer. */
const SHUTDOWN_MS = 9_000;

async function start(): Promise<void> {
  const config = readConfig(process.env, (message) => new Logger('Configuration').warn(message));
  const app = await createApp(config);
  for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, () => setTimeout(() => process.exit(1), SHUTDOWN_MS).unref());
  await app.listen(config.port, config.host);
  const { port } = (app.getHttpServer() as Server).address() as AddressInfo;
  process.stdout.write(`Mailroom is ready at http://localhost:${port}\n`);
}

start().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
});

import { ConfigError, CrmLogger, failureText, readConfig } from '@mailroom/host-api';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { AddressInfo } from 'node:net';
import { serveHealth } from './health-server';
import { ListenerModule } from './listener.module';

/** However busy it is: who asks it to end need not wait longer. */
const SHUTDOWN_MS = 9_000;

async function start(): Promise<void> {
  const config = readConfig(process.env, (message) => new Logger('Configuration').warn(message));
  if (config.redisUrl === null) {
    throw new ConfigError('REDIS_URL is not set: without it the CRM itself synchronises mailboxes, and needs no listener.');
  }
  const app = await NestFactory.createApplicationContext(ListenerModule.with(config), {
    logger: new CrmLogger(config.logLevels, config.logFormat),
  });
  const server = await serveHealth(app, config);
  let isStopping = false;
  const stop = (): void => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(1), SHUTDOWN_MS).unref();
    server.close();
    server.closeAllConnections();
    void app.close().then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  process.stdout.write(`Mailroom's listener is ready at http://localhost:${(server.address() as AddressInfo).port}\n`);
}

start().catch((error: unknown) => {
  process.stderr.write(`${failureText(error)}\n`);
  process.exit(1);
});

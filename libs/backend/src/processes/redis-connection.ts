import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';

export const REDIS_URL = Symbol('REDIS_URL');

/** Redis came back: it is asked again so soon at the latest. */
const longestReconnectMs = 2_000;

/**
 * The Redis that the processes share. While it cannot be reached, what is asked of it fails at once instead of waiting, and
 * the connection is tried again for ever.
 */
@Injectable()
export class RedisConnection implements OnApplicationShutdown {
  private readonly logger = new Logger(RedisConnection.name);
  private readonly clients: Redis[] = [];
  readonly commands: Redis;

  constructor(@Inject(REDIS_URL) private readonly url: string) {
    this.commands = this.connect({ enableOfflineQueue: false, maxRetriesPerRequest: 0 });
  }

  /** A connection that is told what is published on the channel, also after Redis was away. */
  subscribe(channel: string, heard: (message: string) => void): void {
    const client = this.connect({ autoResubscribe: true, maxRetriesPerRequest: null });
    client.on('message', (_, message: string) => {
      heard(message);
    });
    client.subscribe(channel).catch((error: unknown) => {
      this.logger.error(`Other processes are not heard: ${String(error)}`);
    });
  }

  /** Sets what this plugin publishes apart from others' on the same server. */
  channel(name: string): string {
    return `mailroom:${this.commands.options.db ?? 0}:${name}`;
  }

  /** @throws when Redis does not answer in time */
  async check(): Promise<void> {
    await this.commands.ping();
  }

  onApplicationShutdown(): void {
    for (const client of this.clients) client.disconnect();
  }

  private connect(options: { enableOfflineQueue?: boolean; autoResubscribe?: boolean; maxRetriesPerRequest: number | null }): Redis {
    const client = new Redis(this.url, {
      ...options,
      connectTimeout: 5_000,
      retryStrategy: (tries) => Math.min(100 * tries, longestReconnectMs),
    });
    let isDown = false;
    client.on('error', (error: Error) => {
      if (!isDown) this.logger.error(`Redis cannot be reached, which is tried again: ${error.message}`);
      isDown = true;
    });
    client.on('ready', () => {
      if (isDown) this.logger.log('Redis answers again.');
      isDown = false;
    });
    this.clients.push(client);
    return client;
  }
}

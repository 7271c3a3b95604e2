import { Logger } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { Semaphore } from 'redis-semaphore';
import type { RedisConnection } from './redis-connection';
import { ServerGate, type ServerLimits } from './server-gate';

/** A process that died gives its permits back after so long. */
const permitMs = 60_000;
/** How often a permit is asked for while others have them all. */
const askAgainMs = 40;

/** The gate of all processes, in Redis. While that is away, each process keeps to the limits by itself. */
export class RedisServerGate extends ServerGate {
  private readonly logger = new Logger(ServerGate.name);

  constructor(
    private readonly redis: RedisConnection,
    private readonly limits: ServerLimits,
  ) {
    const limiter = (name: string, points: number) => {
      const shared = { keyPrefix: `mailroom:${name}`, points, duration: 1 };
      return new RateLimiterRedis({ ...shared, storeClient: redis.commands, insuranceLimiter: new RateLimiterMemory(shared) });
    };
    super(limiter('pages', limits.pagesPerSecond), limiter('rests', 1));
  }

  protected override async permit(server: string, signal: AbortSignal): Promise<() => void> {
    const permit = new Semaphore(this.redis.commands, `mailroom:permits:${server}`, this.limits.pagesAtOnce, {
      // It is not prolonged: a timer that finds Redis gone would fail where nobody listens.
      refreshInterval: 0,
      ...{ lockTimeout: permitMs, acquireTimeout: Number.POSITIVE_INFINITY, retryInterval: askAgainMs },
      // One page too many for a moment is better than a page given up.
      onLockLost: () => undefined,
    });
    try {
      await permit.acquire(signal);
    } catch (error) {
      signal.throwIfAborted();
      this.logger.debug(`No permit could be asked for: ${String(error)}`);
      return () => undefined;
    }
    return () => {
      permit.release().catch((error: unknown) => {
        this.logger.debug(`A permit expires by itself: ${String(error)}`);
      });
    };
  }
}

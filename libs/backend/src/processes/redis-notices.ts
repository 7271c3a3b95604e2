import { Injectable, Logger } from '@nestjs/common';
import { newId } from '../store/id';
import { type Notice, Notices } from './notice';
import { RedisConnection } from './redis-connection';

interface Published {
  from: string;
  notice: Notice;
}

/** Notices by Redis' publish and subscribe. They name ids alone: no content of mail and no secret. */
@Injectable()
export class RedisNotices extends Notices {
  private readonly logger = new Logger(RedisNotices.name);
  private readonly from = newId();
  private readonly channel: string;

  constructor(private readonly redis: RedisConnection) {
    super();
    this.channel = redis.channel('notices');
    redis.subscribe(this.channel, (message) => {
      const { from, notice } = JSON.parse(message) as Published;
      if (from !== this.from) this.heard(notice);
    });
  }

  override publish(notice: Notice): void {
    const message: Published = { from: this.from, notice };
    this.redis.commands.publish(this.channel, JSON.stringify(message)).catch((error: unknown) => {
      // The connection itself says that Redis is away; others look into the database meanwhile.
      this.logger.debug(`A notice was not published: ${String(error)}`);
    });
  }
}

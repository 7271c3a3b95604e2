import { ListenerStatusReader } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';

/** Whether the queue of jobs can be reached; the one in this process always can. */
@Injectable()
export class QueueHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly listener: ListenerStatusReader,
  ) {}

  async check() {
    const indicator = this.indicators.check('queue');
    try {
      await this.listener.checkQueue();
      return indicator.up();
    } catch {
      return indicator.down();
    }
  }
}

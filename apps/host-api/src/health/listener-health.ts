import { ListenerStatusReader } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';

/** Whether mailboxes are synchronised. One that is behind is no reason to take the CRM out of service. */
@Injectable()
export class ListenerHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly listener: ListenerStatusReader,
  ) {}

  async check() {
    const indicator = this.indicators.check('listener');
    const { status } = await this.listener.read();
    return status === 'stopped' ? indicator.down() : indicator.up({ listener: status });
  }
}

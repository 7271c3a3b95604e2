import { StaleSyncReader } from '@mailroom/backend';
import { Injectable } from '@nestjs/common';
import { HealthIndicatorService } from '@nestjs/terminus';

/** Whether mailboxes move. A few that are behind are shown; when most are, something here is broken. */
@Injectable()
export class SyncHealth {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly reader: StaleSyncReader,
  ) {}

  async check() {
    const indicator = this.indicators.check('synchronisation');
    const { live, stale } = await this.reader.read();
    return stale * 2 > live ? indicator.down({ live, stale }) : indicator.up({ live, stale });
  }
}

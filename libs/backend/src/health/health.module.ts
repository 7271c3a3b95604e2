import { Module } from '@nestjs/common';
import { SyncModule } from '../sync/sync.module';
import { EmailHealthReader } from './email-health-reader';
import { EmailHealthController } from './email-health.controller';
import { HealthTotalsReader } from './health-totals-reader';
import { StaleSyncReader } from './stale-sync-reader';

/** What administrators see of all mailboxes together. */
@Module({
  imports: [SyncModule],
  controllers: [EmailHealthController],
  providers: [EmailHealthReader, HealthTotalsReader, StaleSyncReader],
  exports: [HealthTotalsReader, StaleSyncReader],
})
export class HealthModule {}

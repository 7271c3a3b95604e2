import { Module } from '@nestjs/common';
import { SyncModule } from '../sync/sync.module';
import { EmailHealthReader } from './email-health-reader';
import { EmailHealthController } from './email-health.controller';
import { HealthTotalsReader } from './health-totals-reader';

/** What administrators see of all mailboxes together. */
@Module({
  imports: [SyncModule],
  controllers: [EmailHealthController],
  providers: [EmailHealthReader, HealthTotalsReader],
  exports: [HealthTotalsReader],
})
export class HealthModule {}

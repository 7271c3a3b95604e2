import { Module } from '@nestjs/common';
import { HealthModule } from '../health/health.module';
import { ListenerModule } from '../listener/listener.module';
import { SyncModule } from '../sync/sync.module';
import { MailMetrics } from './mail-metrics';

@Module({ imports: [HealthModule, ListenerModule, SyncModule], providers: [MailMetrics], exports: [MailMetrics] })
export class MetricsModule {}

import { Module } from '@nestjs/common';
import { ListenerModule } from '../listener/listener.module';
import { MailMetrics } from './mail-metrics';

@Module({ imports: [ListenerModule], providers: [MailMetrics], exports: [MailMetrics] })
export class MetricsModule {}

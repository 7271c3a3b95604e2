import { type DynamicModule, Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { AccountsModule } from './accounts/accounts.module';
import { AuditModule } from './audit/audit.module';
import { CareModule } from './care/care.module';
import { DoctorModule } from './doctor/doctor.module';
import { DraftsModule } from './drafts/drafts.module';
import { EmailsModule } from './emails/emails.module';
import { EventsModule } from './events/events.module';
import { ExchangeIntegrationModule } from './exchange-integration/exchange-integration.module';
import { FoldersModule } from './folders/folders.module';
import { HealthModule } from './health/health.module';
import { HostEventsModule } from './host-events/host-events.module';
import { ListenerModule } from './listener/listener.module';
import { MailroomCoreModule } from './mailroom-core.module';
import type { MailroomAsyncOptions } from './mailroom-options';
import { MetricsModule } from './metrics/metrics.module';
import { ProvidersModule } from './providers/providers.module';
import { ReconciliationModule } from './reconciliation/reconciliation.module';
import { SyncModule } from './sync/sync.module';

const areas = [
  ProvidersModule,
  AccountsModule,
  FoldersModule,
  EmailsModule,
  DraftsModule,
  EventsModule,
  SyncModule,
  ListenerModule,
  MetricsModule,
  HealthModule,
  HostEventsModule,
  AuditModule,
  ReconciliationModule,
  CareModule,
  DoctorModule,
  ExchangeIntegrationModule,
];

/**
 * Gives a NestJS application its email. The host's DataSource must know `mailroomEntities` and have run
 * `mailroomMigrations`. The host may inject `EmailReader`, `ListenerStatusReader`, `MailMetrics`, `AccountRemoval` and `ExchangeCoverage`.
 */
@Module({})
export class MailroomModule {
  static forRootAsync(options: MailroomAsyncOptions): DynamicModule {
    const path = options.path ?? 'mail';
    return {
      module: MailroomModule,
      imports: [MailroomCoreModule.with(options), ...areas, RouterModule.register([{ path, children: areas }])],
      exports: [AccountsModule, ExchangeIntegrationModule, EmailsModule, HealthModule, ListenerModule, MetricsModule],
    };
  }
}

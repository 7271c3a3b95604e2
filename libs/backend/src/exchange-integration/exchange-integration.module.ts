import { Module } from '@nestjs/common';
import { DoctorModule } from '../doctor/doctor.module';
import { ProvidersModule } from '../providers/providers.module';
import { SyncModule } from '../sync/sync.module';
import { CoveragePass } from './coverage-pass';
import { CoveredAccounts } from './covered-accounts';
import { CoveredMailboxRepository } from './covered-mailbox-repository';
import { CoveredMailboxesController } from './covered-mailboxes.controller';
import { ExchangeCoverage } from './exchange-coverage';
import { ExchangeIntegrationController } from './exchange-integration.controller';
import { IntegrationDoctorController } from './integration-doctor.controller';
import { IntegrationRepository } from './integration-repository';
import { IntegrationService } from './integration-service';
import { SettingsRules } from './settings-rules';
import { SuperUserCheck } from './super-user-check';
import { SuperUserRecovery } from './super-user-recovery';
import { WayOfMailbox } from './way-of-mailbox';

/** The organisation's Exchange integration: its settings, and the mailboxes that it covers. */
@Module({
  imports: [DoctorModule, ProvidersModule, SyncModule],
  controllers: [ExchangeIntegrationController, IntegrationDoctorController, CoveredMailboxesController],
  providers: [
    CoveragePass,
    CoveredAccounts,
    CoveredMailboxRepository,
    ExchangeCoverage,
    IntegrationRepository,
    IntegrationService,
    SettingsRules,
    SuperUserCheck,
    SuperUserRecovery,
    WayOfMailbox,
  ],
  exports: [ExchangeCoverage, WayOfMailbox],
})
export class ExchangeIntegrationModule {}

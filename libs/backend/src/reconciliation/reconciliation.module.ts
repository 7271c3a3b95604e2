import { Module } from '@nestjs/common';
import { SyncModule } from '../sync/sync.module';
import { NightlyReconciliation } from './nightly-reconciliation';
import { Reconciler } from './reconciler';
import { ReconciliationController } from './reconciliation.controller';

/** Compares mailboxes with what is in the CRM: when somebody asks, and every night. */
@Module({
  imports: [SyncModule],
  controllers: [ReconciliationController],
  providers: [NightlyReconciliation, Reconciler],
  exports: [Reconciler],
})
export class ReconciliationModule {}

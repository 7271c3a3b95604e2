import { Module } from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { ReadWishTeller } from '../emails/marking/read-wish-teller';
import { OutgoingSender } from '../emails/sending/outgoing-sender';
import { EventHub } from '../events/event-hub';
import { ArrivalMeter } from '../health/arrival-meter';
import { HealthHours } from '../health/health-hours';
import { OutboxRepository } from '../events/outbox-repository';
import { PolicyApplication } from '../exchange-integration/policy-application';
import { PolicyLimits } from '../exchange-integration/policy-limits';
import { PrimaryAddress } from '../exchange-integration/primary-address';
import { SuperUser } from '../exchange-integration/super-user';
import { SuperUserProbe } from '../exchange-integration/super-user-probe';
import { PermissionChecks } from '../oauth/permission-checks';
import { FolderComparer } from '../reconciliation/folder-comparer';
import { IndexCheck } from '../reconciliation/index-check';
import { MailboxRepair } from '../reconciliation/mailbox-repair';
import { MessageParser } from '../parsing/message-parser';
import { ReconciliationRepository } from '../reconciliation/reconciliation-repository';
import { Reindexer } from '../reconciliation/reindexer';
import { FolderHierarchy } from './folder-hierarchy';
import { IngestTransaction } from './ingest-transaction';
import { LeaseRepository } from './lease-repository';
import { MailboxRunners } from './mailbox-runners';
import { MailboxWatchers } from './mailbox-watchers';
import { MessageRemover } from './message-remover';
import { ProgressMeter } from './progress-meter';
import { RunnerTools } from './runner-tools';
import { SYNC_SETTINGS, syncSettingsOn } from './sync-settings';
import { SyncStatusController } from './sync-status.controller';
import { SyncStatusReader } from './sync-status-reader';
import { Synchroniser } from './synchroniser';

/** Brings mailboxes into the database; what runs it in a process is the listener. */
@Module({
  controllers: [SyncStatusController],
  providers: [
    ArrivalMeter,
    HealthHours,
    { provide: SYNC_SETTINGS, useFactory: ({ options }: DataSource) => syncSettingsOn(options.type), inject: [getDataSourceToken()] },
    EventHub,
    FolderComparer,
    FolderHierarchy,
    IndexCheck,
    IngestTransaction,
    LeaseRepository,
    MailboxRepair,
    MailboxRunners,
    MailboxWatchers,
    MessageParser,
    MessageRemover,
    OutboxRepository,
    OutgoingSender,
    PermissionChecks,
    PolicyApplication,
    PolicyLimits,
    PrimaryAddress,
    SuperUser,
    SuperUserProbe,
    ProgressMeter,
    ReadWishTeller,
    ReconciliationRepository,
    Reindexer,
    RunnerTools,
    SyncStatusReader,
    Synchroniser,
  ],
  exports: [
    ArrivalMeter,
    HealthHours,
    PolicyApplication,
    PolicyLimits,
    SuperUserProbe,
    SYNC_SETTINGS,
    EventHub,
    FolderComparer,
    LeaseRepository,
    MailboxRunners,
    MessageParser,
    MessageRemover,
    OutboxRepository,
    ProgressMeter,
    ReconciliationRepository,
    SyncStatusReader,
    Synchroniser,
  ],
})
export class SyncModule {}

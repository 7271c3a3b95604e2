import { Module } from '@nestjs/common';
import { OutgoingSender } from '../emails/sending/outgoing-sender';
import { EventHub } from '../events/event-hub';
import { OutboxRepository } from '../events/outbox-repository';
import { PermissionChecks } from '../oauth/permission-checks';
import { FolderHierarchy } from './folder-hierarchy';
import { IngestTransaction } from './ingest-transaction';
import { LeaseRepository } from './lease-repository';
import { MailboxRunners } from './mailbox-runners';
import { MailboxWatchers } from './mailbox-watchers';
import { MessageRemover } from './message-remover';
import { ProgressMeter } from './progress-meter';
import { RunnerTools } from './runner-tools';
import { defaultSyncSettings, SYNC_SETTINGS } from './sync-settings';
import { SyncStatusController } from './sync-status.controller';
import { SyncStatusReader } from './sync-status-reader';
import { Synchroniser } from './synchroniser';

/** Brings mailboxes into the database; what runs it in a process is the listener. */
@Module({
  controllers: [SyncStatusController],
  providers: [
    { provide: SYNC_SETTINGS, useFactory: () => ({ ...defaultSyncSettings }) },
    EventHub,
    FolderHierarchy,
    IngestTransaction,
    LeaseRepository,
    MailboxRunners,
    MailboxWatchers,
    MessageRemover,
    OutboxRepository,
    OutgoingSender,
    PermissionChecks,
    ProgressMeter,
    RunnerTools,
    SyncStatusReader,
    Synchroniser,
  ],
  exports: [
    SYNC_SETTINGS,
    EventHub,
    LeaseRepository,
    MailboxRunners,
    MessageRemover,
    OutboxRepository,
    ProgressMeter,
    SyncStatusReader,
    Synchroniser,
  ],
})
export class SyncModule {}

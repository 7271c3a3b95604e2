import { Inject, Injectable } from '@nestjs/common';
import { SharedClock, Turnstile } from '@mailroom/mail-adapter';
import type { AccountEntity, ConnectedAccount } from '../accounts/account.entity';
import { MailboxConnector } from '../accounts/mailbox-connector';
import { ReadWishTeller } from '../emails/marking/read-wish-teller';
import { PolicyApplication } from '../exchange-integration/policy-application';
import { PrimaryAddress } from '../exchange-integration/primary-address';
import { SuperUser } from '../exchange-integration/super-user';
import { OutgoingSender } from '../emails/sending/outgoing-sender';
import { EventHub } from '../events/event-hub';
import { ArrivalMeter } from '../health/arrival-meter';
import { PermissionChecks } from '../oauth/permission-checks';
import { ServerGate } from '../processes/server-gate';
import { MailboxRepair } from '../reconciliation/mailbox-repair';
import { MessageParser } from '../parsing/message-parser';
import { AtomicWriter } from '../store/atomic-writer';
import { BlobStore } from '../store/blob-store';
import { SqlReader } from '../store/sql-reader';
import { AccountState } from './account-state';
import { BackfillTurns } from './backfill-turns';
import { FolderHierarchy } from './folder-hierarchy';
import { IngestTransaction } from './ingest-transaction';
import { type Lease } from './lease-repository';
import type { MailboxService } from './mailbox-record';
import { MailboxWatchers } from './mailbox-watchers';
import { MailboxWriter } from './mailbox-writer';
import { MessageRemover } from './message-remover';
import { ProgressMeter } from './progress-meter';
import { SkippedRetries } from './skipped-retries';
import { SYNC_SETTINGS, type SyncSettings } from './sync-settings';

/** What every mailbox's runner works with. */
@Injectable()
export class RunnerTools {
  readonly turns: BackfillTurns;
  readonly retries: SkippedRetries;
  /** By which all sleeping mailboxes are woken. */
  readonly clock = new SharedClock();
  /** Mailboxes that are connected, and folders that are brought up to date, at the same time in this process. */
  readonly doors = { connecting: new Turnstile(16), live: new Turnstile(32) };

  constructor(
    @Inject(SYNC_SETTINGS) readonly settings: SyncSettings,
    private readonly writer: AtomicWriter,
    private readonly events: EventHub,
    private readonly ingest: IngestTransaction,
    private readonly arrivals: ArrivalMeter,
    readonly connector: MailboxConnector,
    readonly gate: ServerGate,
    readonly hierarchy: FolderHierarchy,
    readonly meter: ProgressMeter,
    readonly permissions: PermissionChecks,
    readonly policies: PolicyApplication,
    readonly primaryAddress: PrimaryAddress,
    readonly superUser: SuperUser,
    readonly blobs: BlobStore,
    readonly reader: SqlReader,
    readonly remover: MessageRemover,
    readonly repair: MailboxRepair,
    readonly sender: OutgoingSender,
    readonly watchers: MailboxWatchers,
    readonly wishes: ReadWishTeller,
    readonly parser: MessageParser,
  ) {
    this.retries = new SkippedRetries(reader);
    this.turns = new BackfillTurns(settings.backfillsPerProvider, gate);
  }

  async serviceOf(account: ConnectedAccount): Promise<MailboxService> {
    const { id, authMethod, receive, send, serviceType } = await this.connector.providerOf(account);
    const target = await this.connector.target(account);
    return { providerId: id, authMethod, receives: receive, sends: send, adapter: this.connector.adapterFor(serviceType), target };
  }

  /** Something of the account changed that people see. */
  announce({ id, ownerId }: AccountEntity): void {
    this.events.changed(ownerId, id);
  }

  writerFor({ ownerId }: AccountEntity, lease: Lease): MailboxWriter {
    return new MailboxWriter({ lease, ownerId }, this.ingest, this.remover, this.arrivals);
  }

  stateOf({ ownerId, mailboxAddress, phase, errorCode }: AccountEntity, lease: Lease): AccountState {
    return new AccountState(lease, { ownerId, mailboxAddress }, phase, errorCode, this.writer, this.events);
  }
}

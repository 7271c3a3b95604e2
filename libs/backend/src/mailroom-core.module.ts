import { type DynamicModule, Module } from '@nestjs/common';
import { AccountRepository } from './accounts/account-repository';
import { MailboxConnector } from './accounts/mailbox-connector';
import { MessageSearch } from './emails/message-search';
import { MailEventHandler } from './host-events/mail-event-handler';
import { HostBridge } from './host-bridge';
import { MAILROOM_OPTIONS, type MailroomAsyncOptions, type MailroomOptions } from './mailroom-options';
import { MailboxTokenSources } from './oauth/mailbox-token-sources';
import { ProcessesModule } from './processes/processes.module';
import { KnownKeys } from './security/known-keys';
import { OutgoingNetwork } from './security/outgoing-network';
import { TokenVault } from './security/token-vault';
import { AtomicWriter } from './store/atomic-writer';
import { BlobCollector } from './store/blob-collector';
import { BlobDisk } from './store/blob-disk';
import { BlobStore } from './store/blob-store';
import { FileDisk } from './store/file-disk';
import { S3Disk } from './store/s3-disk';
import { SqlReader } from './store/sql-reader';
import { Turns } from './store/turns';

const store = [AtomicWriter, Turns, SqlReader, BlobStore, MessageSearch, AccountRepository];
const security = [TokenVault, OutgoingNetwork, MailboxTokenSources];

/** What every area of the plugin stands on: the host's answers, the stores, the secrets and the way to mail servers. */
@Module({})
export class MailroomCoreModule {
  static with({ imports = [], inject = [], useFactory, host, events, redisUrl }: MailroomAsyncOptions): DynamicModule {
    const providers = [
      { provide: MAILROOM_OPTIONS, inject, useFactory },
      { provide: HostBridge, useClass: host },
      {
        provide: BlobDisk,
        inject: [MAILROOM_OPTIONS],
        useFactory: ({ blobs }: MailroomOptions) => ('s3' in blobs ? S3Disk.open(blobs.s3) : new FileDisk(blobs.directory)),
      },
      ...(events ? [{ provide: MailEventHandler, useClass: events }] : []),
      ...store,
      BlobCollector,
      ...security,
      MailboxConnector,
      KnownKeys,
    ];
    const exported = [MAILROOM_OPTIONS, HostBridge, ...(events ? [MailEventHandler] : []), ...store, ...security, MailboxConnector];
    return {
      module: MailroomCoreModule,
      global: true,
      imports: [...imports, ProcessesModule.with(redisUrl)],
      providers,
      exports: exported,
    };
  }
}

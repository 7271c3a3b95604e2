import { exchangeAdapter } from '@mailroom/adapter-exchange';
import { MailroomModule, type MailroomOptions } from '@mailroom/backend';
import type { ModuleMetadata } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { HOST_CONFIG, type HostConfig, hostConfiguration } from '../config/host-config';
import { connectDatabase } from '../database/connect-database';
import { databaseOptions } from '../database/database-options';
import { PeopleModule } from '../people.module';
import { version } from '../version';
import { CrmHostBridge } from './crm-host-bridge';

/** Where mailboxes are synchronised. */
export interface MailRole {
  /** Whether this process does it. */
  embeddedListener: boolean;
}

/** The CRM's database and people with Mailroom mounted, for whichever process. */
export function crmMail(config: HostConfig, { embeddedListener }: MailRole): NonNullable<ModuleMetadata['imports']> {
  return [
    ConfigModule.forRoot({ isGlobal: true, cache: true, ignoreEnvFile: true, ignoreEnvVars: true, load: [hostConfiguration(config)] }),
    TypeOrmModule.forRootAsync({
      inject: [HOST_CONFIG],
      useFactory: ({ database }: HostConfig) => databaseOptions(database),
      dataSourceFactory: connectDatabase,
    }),
    PeopleModule,
    MailroomModule.forRootAsync({
      imports: [PeopleModule],
      inject: [HOST_CONFIG],
      host: CrmHostBridge,
      redisUrl: config.redisUrl ?? undefined,
      useFactory: ({ encryptionKeys, blobs, allowedNetworks, baseUrl, port }: HostConfig): MailroomOptions => ({
        adapters: [exchangeAdapter()],
        ...{ encryptionKeys, blobs, allowedNetworks, embeddedListener, version },
        baseUrl: baseUrl ?? new URL(`http://localhost:${port}`),
      }),
    }),
  ];
}

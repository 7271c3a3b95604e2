import { exchangeAdapter } from '@mailroom/adapter-exchange';
import { MailroomModule, type MailroomOptions, ProblemFilter } from '@mailroom/backend';
import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthController } from './auth/auth.controller';
import { LoginThrottle } from './auth/login-throttle';
import { SessionGuard } from './auth/needs';
import { HOST_CONFIG, type HostConfig, hostConfiguration } from './config/host-config';
import { ContactEmailsController } from './contacts/contact-emails.controller';
import { ContactsController } from './contacts/contacts.controller';
import { databaseOptions } from './database/database-options';
import { HealthController } from './health/health.controller';
import { ListenerHealth } from './health/listener-health';
import { MetricsController } from './health/metrics.controller';
import { CrmHostBridge } from './mail/crm-host-bridge';
import { PeopleModule } from './people.module';
import { DemoUsers } from './users/demo-users';
import { UsersController } from './users/users.controller';
import { version } from './version';

/** The reference CRM: its people, its database, and Mailroom mounted in it. */
@Module({})
export class AppModule {
  static with(config: HostConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot({ isGlobal: true, cache: true, ignoreEnvFile: true, ignoreEnvVars: true, load: [hostConfiguration(config)] }),
        TypeOrmModule.forRootAsync({ inject: [HOST_CONFIG], useFactory: ({ database }: HostConfig) => databaseOptions(database) }),
        PeopleModule,
        TerminusModule.forRoot({ logger: false }),
        MailroomModule.forRootAsync({ imports: [PeopleModule], inject: [HOST_CONFIG], host: CrmHostBridge, useFactory: mailroomOptions }),
      ],
      controllers: [AuthController, UsersController, ContactsController, ContactEmailsController, HealthController, MetricsController],
      providers: [
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        LoginThrottle,
        ListenerHealth,
        DemoUsers,
      ],
    };
  }
}

function mailroomOptions({ encryptionKeys, blobDirectory, allowedNetworks, baseUrl, port }: HostConfig): MailroomOptions {
  return {
    adapters: [exchangeAdapter()],
    encryptionKeys,
    blobs: { directory: blobDirectory },
    allowedNetworks,
    baseUrl: baseUrl ?? new URL(`http://localhost:${port}`),
    embeddedListener: true,
    version,
  };
}

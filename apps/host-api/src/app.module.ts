import { ProblemFilter } from '@mailroom/backend';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { TerminusModule } from '@nestjs/terminus';
import { AuthController } from './auth/auth.controller';
import { LoginThrottle } from './auth/login-throttle';
import { SessionGuard } from './auth/needs';
import type { HostConfig } from './config/host-config';
import { ContactEmailsController } from './contacts/contact-emails.controller';
import { ContactsController } from './contacts/contacts.controller';
import { HealthController } from './health/health.controller';
import { ListenerHealth } from './health/listener-health';
import { SyncHealth } from './health/sync-health';
import { MetricsController } from './health/metrics.controller';
import { QueueHealth } from './health/queue-health';
import { crmMail } from './mail/crm-mail';
import { DemoUsers } from './users/demo-users';
import { UsersController } from './users/users.controller';

/** The reference CRM: its people, its database, and Mailroom mounted in it. */
@Module({})
export class AppModule {
  static with(config: HostConfig): DynamicModule {
    return {
      module: AppModule,
      imports: [
        // Where several processes share the work, the synchronisation is the listeners'.
        ...crmMail(config, { embeddedListener: config.redisUrl === null }),
        TerminusModule.forRoot({ logger: false }),
      ],
      controllers: [AuthController, UsersController, ContactsController, ContactEmailsController, HealthController, MetricsController],
      providers: [
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        LoginThrottle,
        ListenerHealth,
        SyncHealth,
        QueueHealth,
        DemoUsers,
      ],
    };
  }
}

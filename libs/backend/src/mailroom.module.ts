import { type DynamicModule, Module } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { AccountsModule } from './accounts/accounts.module';
import { MailroomCoreModule } from './mailroom-core.module';
import type { MailroomAsyncOptions } from './mailroom-options';
import { ProvidersModule } from './providers/providers.module';

const areas = [ProvidersModule, AccountsModule];

/**
 * Gives a NestJS application its email. The host's DataSource must know `mailroomEntities` and have run
 * `mailroomMigrations`.
 */
@Module({})
export class MailroomModule {
  static forRootAsync(options: MailroomAsyncOptions): DynamicModule {
    const path = options.path ?? 'mail';
    return {
      module: MailroomModule,
      imports: [MailroomCoreModule.with(options), ...areas, RouterModule.register([{ path, children: areas }])],
    };
  }
}

import { Module } from '@nestjs/common';
import { ProvidersModule } from '../providers/providers.module';
import { SyncModule } from '../sync/sync.module';
import { AccountEraser } from './account-eraser';
import { AccountService } from './account-service';
import { AccountsController } from './accounts.controller';
import { MailboxVerifier } from './mailbox-verifier';

@Module({
  imports: [ProvidersModule, SyncModule],
  controllers: [AccountsController],
  providers: [AccountEraser, AccountService, MailboxVerifier],
  exports: [AccountService],
})
export class AccountsModule {}

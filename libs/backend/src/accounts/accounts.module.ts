import { Module } from '@nestjs/common';
import { MailboxSignIn } from '../oauth/mailbox-sign-in';
import { OAuthAccounts } from '../oauth/oauth-accounts';
import { OAuthController } from '../oauth/oauth.controller';
import { SignInRepository } from '../oauth/sign-in-repository';
import { ProvidersModule } from '../providers/providers.module';
import { SyncModule } from '../sync/sync.module';
import { AccountEraser } from './account-eraser';
import { AccountService } from './account-service';
import { AccountViews } from './account-views';
import { AccountsController } from './accounts.controller';
import { MailboxVerifier } from './mailbox-verifier';

@Module({
  imports: [ProvidersModule, SyncModule],
  controllers: [AccountsController, OAuthController],
  providers: [AccountEraser, AccountService, AccountViews, MailboxSignIn, MailboxVerifier, OAuthAccounts, SignInRepository],
  exports: [AccountService],
})
export class AccountsModule {}

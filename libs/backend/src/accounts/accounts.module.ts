import { Module } from '@nestjs/common';
import { DraftsModule } from '../drafts/drafts.module';
import { ExchangeIntegrationModule } from '../exchange-integration/exchange-integration.module';
import { MailboxSignIn } from '../oauth/mailbox-sign-in';
import { OAuthAccounts } from '../oauth/oauth-accounts';
import { OAuthController } from '../oauth/oauth.controller';
import { SignInRepository } from '../oauth/sign-in-repository';
import { ProvidersModule } from '../providers/providers.module';
import { SyncModule } from '../sync/sync.module';
import { AccountConnectionController } from './account-connection.controller';
import { AccountEraser } from './account-eraser';
import { AccountRemoval } from './account-removal';
import { AccountService } from './account-service';
import { AccountSettings } from './account-settings';
import { AccountViews } from './account-views';
import { AccountsController } from './accounts.controller';
import { ExclusionLedger } from './exclusion-ledger';
import { MailboxVerifier } from './mailbox-verifier';
import { SkippedMessagesController } from './skipped-messages.controller';

@Module({
  imports: [DraftsModule, ExchangeIntegrationModule, ProvidersModule, SyncModule],
  controllers: [AccountsController, AccountConnectionController, SkippedMessagesController, OAuthController],
  providers: [
    AccountEraser,
    AccountRemoval,
    AccountService,
    AccountSettings,
    AccountViews,
    ExclusionLedger,
    MailboxSignIn,
    MailboxVerifier,
    OAuthAccounts,
    SignInRepository,
  ],
  exports: [AccountRemoval, AccountService],
})
export class AccountsModule {}

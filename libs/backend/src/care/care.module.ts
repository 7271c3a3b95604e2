import { Module } from '@nestjs/common';
import { AccountsModule } from '../accounts/accounts.module';
import { ReconciliationModule } from '../reconciliation/reconciliation.module';
import { AccountCareController } from './account-care.controller';

/** What administrators do for other people's accounts. */
@Module({ imports: [AccountsModule, ReconciliationModule], controllers: [AccountCareController] })
export class CareModule {}

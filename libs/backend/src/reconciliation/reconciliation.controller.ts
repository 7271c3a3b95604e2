import { type BeforeApplicationShutdown } from '@nestjs/common';
import { HttpCode, Param, Post, Query } from '@nestjs/common';
import { type ReconcileQuery, reconcileQuerySchema, type Reconciliation, reconciliationSchema, routes } from '@mailroom/contract';
import { AccountRepository } from '../accounts/account-repository';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { Reconciler } from './reconciler';

@MailroomController(routes.accounts)
@SignedIn()
export class ReconciliationController implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly accounts: AccountRepository,
    private readonly reconciler: Reconciler,
  ) {}

  @Post(':id/reconcile')
  @HttpCode(200)
  @Endpoint({
    summary: 'Compares the mailbox with the CRM, folder by folder; with ?repair=true it also brings back what is missing',
    query: reconcileQuerySchema,
    response: reconciliationSchema,
  })
  async reconcile(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Query(new Validated(reconcileQuerySchema)) { repair }: ReconcileQuery,
  ): Promise<Reconciliation> {
    return this.reconciler.reconcile(await this.accounts.ownConnected(user, id), repair, this.stopping.signal);
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }
}

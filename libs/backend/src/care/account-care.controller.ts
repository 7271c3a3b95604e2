import { type BeforeApplicationShutdown, Param, Post, Query } from '@nestjs/common';
import {
  CAN_MANAGE_ADMINISTRATION,
  type ReconcileQuery,
  reconcileQuerySchema,
  type Reconciliation,
  reconciliationSchema,
  routes,
} from '@mailroom/contract';
import { AccountRepository } from '../accounts/account-repository';
import { AccountService } from '../accounts/account-service';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SystemOperation } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { Reconciler } from '../reconciliation/reconciler';

/**
 * What an administrator may do with anybody's account: keep it in step with its mailbox. None of its emails is told, not even
 * which ones differ from the server; whoever does what is in the audit log.
 */
@MailroomController(routes.emailHealth)
@SystemOperation(CAN_MANAGE_ADMINISTRATION)
export class AccountCareController implements BeforeApplicationShutdown {
  private readonly stopping = new AbortController();

  constructor(
    private readonly accounts: AccountRepository,
    private readonly service: AccountService,
    private readonly reconciler: Reconciler,
  ) {}

  @Post(':id/sync')
  @Endpoint({ summary: 'Synchronises anybody’s account now', status: 204 })
  async sync(@Param('id') id: string): Promise<void> {
    await this.service.sync(await this.accounts.anybodysConnected(id));
  }

  @Post(':id/pause')
  @Endpoint({ summary: 'Stops synchronising anybody’s account until it is resumed', status: 204 })
  async pause(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.service.pause(user, await this.accounts.anybodysConnected(id));
  }

  @Post(':id/resume')
  @Endpoint({ summary: 'Synchronises anybody’s paused account again', status: 204 })
  async resume(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.service.resume(user, await this.accounts.anybodysConnected(id));
  }

  @Post(':id/reconcile')
  @Endpoint({
    summary: 'Compares anybody’s mailbox with the CRM, as figures alone; with ?repair=true it also mends what differs',
    query: reconcileQuerySchema,
    response: reconciliationSchema,
  })
  async reconcile(
    @Param('id') id: string,
    @Query(new Validated(reconcileQuerySchema)) { repair }: ReconcileQuery,
  ): Promise<Reconciliation> {
    const found = await this.reconciler.reconcile(await this.accounts.anybodysConnected(id), repair, this.stopping.signal);
    return { ...found, folders: found.folders.map((folder) => ({ ...folder, missing: [], surplus: [], readFlagDiffers: [] })) };
  }

  beforeApplicationShutdown(): void {
    this.stopping.abort();
  }
}

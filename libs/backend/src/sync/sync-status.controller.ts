import { Get, Param } from '@nestjs/common';
import { routes, type SyncStatus, syncStatusSchema } from '@mailroom/contract';
import { AccountRepository } from '../accounts/account-repository';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { SyncStatusReader } from './sync-status-reader';

@MailroomController(routes.accounts)
@SignedIn()
export class SyncStatusController {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly statuses: SyncStatusReader,
  ) {}

  @Get(':id/sync-status')
  @Endpoint({ summary: 'Where an email account’s synchronisation stands, folder by folder', response: syncStatusSchema })
  async get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<SyncStatus> {
    return this.statuses.of(await this.accounts.own(user, id));
  }
}

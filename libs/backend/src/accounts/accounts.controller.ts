import { Body, Delete, Get, Param, Patch, Query, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  type Account,
  type AccountDeletionQuery,
  accountDeletionQuerySchema,
  type AccountListQuery,
  accountListQuerySchema,
  type AccountPatch,
  accountPatchSchema,
  accountSchema,
  CAN_MANAGE_ADMINISTRATION,
  type Page,
  pageSchema,
  routes,
} from '@mailroom/contract';
import { refuseManaged } from '../exchange-integration/policy-limits';
import { WayOfMailbox } from '../exchange-integration/way-of-mailbox';
import { HostBridge, type HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { AccountRemoval } from './account-removal';
import { AccountRepository } from './account-repository';
import { AccountService } from './account-service';
import { AccountSettings } from './account-settings';
import { AccountViews } from './account-views';

@MailroomController(routes.accounts)
@SignedIn()
export class AccountsController {
  constructor(
    private readonly host: HostBridge,
    private readonly accounts: AccountRepository,
    private readonly views: AccountViews,
    private readonly service: AccountService,
    private readonly settings: AccountSettings,
    private readonly removal: AccountRemoval,
    private readonly ways: WayOfMailbox,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The user’s email accounts; everybody’s with ?scope=all, for administrators',
    query: accountListQuerySchema,
    response: pageSchema(accountSchema),
  })
  async list(
    @CurrentUser() user: HostUser,
    @Query(new Validated(accountListQuerySchema)) { scope, providerId, ...query }: AccountListQuery,
  ): Promise<Page<Account>> {
    if (scope === 'all' && !(await this.host.mayRun(user, CAN_MANAGE_ADMINISTRATION))) {
      throw new ProblemError(403, 'permission-required', `Everybody’s accounts need the permission “${CAN_MANAGE_ADMINISTRATION}”.`);
    }
    const { items, nextCursor } = await (scope === 'all'
      ? this.accounts.everyonesPage(query, providerId)
      : this.accounts.page(user.id, query));
    return { items: await this.views.of(items), nextCursor };
  }

  @Get(':id')
  @Endpoint({ summary: 'An email account', response: accountSchema })
  get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    return this.views.own(user, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Changes the settings, and the credentials once they work', body: accountPatchSchema, response: accountSchema })
  async update(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(accountPatchSchema)) patch: AccountPatch,
  ): Promise<Account> {
    const account = await this.accounts.ownConnected(user, id);
    await this.service.changeCredentials(user, account, patch);
    await this.settings.change(user, account, patch);
    return this.views.own(user, id);
  }

  @Delete(':id')
  @Endpoint({
    summary: 'Deletes the account with its emails, or keeps these; answers 202 with the account when that takes longer than anybody waits',
    query: accountDeletionQuerySchema,
    response: accountSchema.optional(),
    status: 204,
  })
  async remove(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Query(new Validated(accountDeletionQuerySchema)) { emails }: AccountDeletionQuery,
    @Res({ passthrough: true }) response: object,
  ): Promise<Account | undefined> {
    const account = await this.accounts.own(user, id);
    refuseManaged(account);
    if (await this.ways.returnToOrganisation(user, account)) return undefined;
    if (emails === 'keep') await this.removal.disconnect(user, account);
    else if (!(await this.removal.remove(user, account))) {
      this.adapterHost.httpAdapter.status(response, 202);
      return this.views.own(user, id);
    }
    return undefined;
  }
}

import { Body, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import {
  type Account,
  type AccountInput,
  accountInputSchema,
  accountListQuerySchema,
  type AccountPatch,
  accountPatchSchema,
  accountSchema,
  CAN_MANAGE_ADMINISTRATION,
  type Page,
  pageQuerySchema,
  pageSchema,
  routes,
} from '@mailroom/contract';
import type { z } from 'zod';
import { HostBridge, type HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import { ProviderRepository } from '../providers/provider-repository';
import type { AccountEntity } from './account.entity';
import { AccountRepository } from './account-repository';
import { AccountService } from './account-service';
import { accountView } from './account-view';

const listQuerySchema = pageQuerySchema.extend(accountListQuerySchema.shape);

@MailroomController(routes.accounts)
@SignedIn()
export class AccountsController {
  constructor(
    private readonly host: HostBridge,
    private readonly accounts: AccountRepository,
    private readonly providers: ProviderRepository,
    private readonly service: AccountService,
  ) {}

  @Get()
  @Endpoint({
    summary: 'The user’s email accounts; everybody’s with ?scope=all, for administrators',
    query: listQuerySchema,
    response: pageSchema(accountSchema),
  })
  async list(
    @CurrentUser() user: HostUser,
    @Query(new Validated(listQuerySchema)) { scope, ...query }: z.output<typeof listQuerySchema>,
  ): Promise<Page<Account>> {
    if (scope === 'all' && !(await this.host.mayRun(user, CAN_MANAGE_ADMINISTRATION))) {
      throw new ProblemError(403, 'permission-required', `Everybody’s accounts need the permission “${CAN_MANAGE_ADMINISTRATION}”.`);
    }
    const { items, nextCursor } = await (scope === 'all' ? this.accounts.everyonesPage(query) : this.accounts.page(user.id, query));
    return { items: await this.views(items), nextCursor };
  }

  @Post()
  @Endpoint({ summary: 'Connects a mailbox, once its credentials work', body: accountInputSchema, response: accountSchema, status: 201 })
  async connect(@CurrentUser() user: HostUser, @Body(new Validated(accountInputSchema)) input: AccountInput): Promise<Account> {
    return this.view(user, (await this.service.connect(user, input)).id);
  }

  @Get(':id')
  @Endpoint({ summary: 'An email account', response: accountSchema })
  get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    return this.view(user, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Changes the credentials, once they work', body: accountPatchSchema, response: accountSchema })
  async update(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(accountPatchSchema)) patch: AccountPatch,
  ): Promise<Account> {
    await this.service.changeCredentials(await this.find(user, id), patch);
    return this.view(user, id);
  }

  @Delete(':id')
  @Endpoint({ summary: 'Deletes the account and everything that was imported for it', status: 204 })
  async remove(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<void> {
    await this.service.remove(await this.find(user, id));
  }

  @Post(':id/sync')
  @Endpoint({ summary: 'Synchronises now', response: accountSchema })
  async sync(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    this.service.sync(await this.find(user, id));
    return this.view(user, id);
  }

  @Post(':id/pause')
  @Endpoint({ summary: 'Stops synchronising until it is resumed', response: accountSchema })
  async pause(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.pause(await this.find(user, id));
    return this.view(user, id);
  }

  @Post(':id/resume')
  @Endpoint({ summary: 'Synchronises a paused account again', response: accountSchema })
  async resume(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.resume(await this.find(user, id));
    return this.view(user, id);
  }

  @Post(':id/reconnect')
  @Endpoint({ summary: 'Tries the stored credentials and begins anew', response: accountSchema })
  async reconnect(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.reconnect(await this.find(user, id));
    return this.view(user, id);
  }

  private async find(user: HostUser, id: string): Promise<AccountEntity> {
    const account = await this.accounts.find(user.id, id);
    if (!account) throw ProblemError.notFound('email account');
    return account;
  }

  private async view(user: HostUser, id: string): Promise<Account> {
    const [view] = await this.views([await this.find(user, id)]);
    if (!view) throw ProblemError.notFound('email account');
    return view;
  }

  private async views(accounts: readonly AccountEntity[]): Promise<Account[]> {
    const providers = await this.providers.findMany([...new Set(accounts.map(({ providerId }) => providerId))]);
    const counts = await this.accounts.counts(accounts.map(({ id }) => id));
    return accounts.flatMap((account) => {
      const provider = providers.find(({ id }) => id === account.providerId);
      return provider ? [accountView(account, provider, counts.get(account.id))] : [];
    });
  }
}

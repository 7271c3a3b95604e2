import { Body, Delete, Get, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  type Account,
  type AccountInput,
  type AccountDeletionQuery,
  accountDeletionQuerySchema,
  accountInputSchema,
  type AccountListQuery,
  accountListQuerySchema,
  type AccountPatch,
  accountPatchSchema,
  accountSchema,
  type AuthorizationStart,
  authorizationStartSchema,
  CAN_MANAGE_ADMINISTRATION,
  type Page,
  pageSchema,
  type ReconnectInput,
  reconnectInputSchema,
  routes,
} from '@mailroom/contract';
import { z } from 'zod';
import { HostBridge, type HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import type { SignInStart } from '../oauth/mailbox-sign-in';
import { OAuthAccounts } from '../oauth/oauth-accounts';
import type { AccountEntity, ConnectedAccount } from './account.entity';
import { AccountRemoval } from './account-removal';
import { AccountRepository } from './account-repository';
import { AccountService } from './account-service';
import { AccountSettings } from './account-settings';
import { connected } from './account-subject';
import { AccountViews } from './account-views';

const accountOrSignInSchema = z.union([accountSchema, authorizationStartSchema]);

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
    private readonly oauth: OAuthAccounts,
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

  @Post()
  @Endpoint({
    summary: 'Connects a mailbox, once its credentials work; with OAuth 2.0 it answers where to sign in',
    body: accountInputSchema,
    response: accountOrSignInSchema,
    status: 201,
  })
  async connect(
    @CurrentUser() user: HostUser,
    @Body(new Validated(accountInputSchema)) input: AccountInput,
    @Res({ passthrough: true }) response: object,
  ): Promise<Account | AuthorizationStart> {
    const signIn = await this.oauth.connect(user, input);
    return signIn ? this.startSignIn(signIn, response) : this.view(user, (await this.service.connect(user, input)).id);
  }

  @Get(':id')
  @Endpoint({ summary: 'An email account', response: accountSchema })
  get(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    return this.view(user, id);
  }

  @Patch(':id')
  @Endpoint({ summary: 'Changes the settings, and the credentials once they work', body: accountPatchSchema, response: accountSchema })
  async update(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(accountPatchSchema)) patch: AccountPatch,
  ): Promise<Account> {
    const account = await this.findConnected(user, id);
    await this.service.changeCredentials(user, account, patch);
    await this.settings.change(user, account, patch);
    return this.view(user, id);
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
    const account = await this.find(user, id);
    if (emails === 'keep') await this.removal.disconnect(user, account);
    else if (!(await this.removal.remove(user, account))) {
      this.adapterHost.httpAdapter.status(response, 202);
      return this.view(user, id);
    }
    return undefined;
  }

  @Post(':id/sync')
  @Endpoint({ summary: 'Synchronises now', response: accountSchema })
  async sync(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.sync(await this.findConnected(user, id));
    return this.view(user, id);
  }

  @Post(':id/pause')
  @Endpoint({ summary: 'Stops synchronising until it is resumed', response: accountSchema })
  async pause(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.pause(user, await this.findConnected(user, id));
    return this.view(user, id);
  }

  @Post(':id/resume')
  @Endpoint({ summary: 'Synchronises a paused account again', response: accountSchema })
  async resume(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.resume(user, await this.findConnected(user, id));
    return this.view(user, id);
  }

  @Post(':id/reconnect')
  @Endpoint({
    summary: 'Tries the password and begins anew; with OAuth 2.0 it answers where to sign in',
    body: reconnectInputSchema,
    response: accountOrSignInSchema,
  })
  async reconnect(
    @CurrentUser() user: HostUser,
    @Param('id') id: string,
    @Body(new Validated(reconnectInputSchema)) input: ReconnectInput,
    @Res({ passthrough: true }) response: object,
  ): Promise<Account | AuthorizationStart> {
    const account = await this.findConnected(user, id);
    const signIn = await this.oauth.reconnect(user, account, input);
    if (signIn) return this.startSignIn(signIn, response);
    await this.service.reconnect(user, account, input);
    return this.view(user, id);
  }

  /** The cookie ties the sign-in to this browser; nothing is created yet. */
  private startSignIn({ authorizationUrl, cookie }: SignInStart, response: object): AuthorizationStart {
    const { httpAdapter } = this.adapterHost;
    httpAdapter.status(response, 200);
    httpAdapter.setHeader(response, 'Set-Cookie', cookie);
    return { authorizationUrl };
  }

  private async find(user: HostUser, id: string): Promise<AccountEntity> {
    const account = await this.accounts.find(user.id, id);
    if (!account) throw ProblemError.notFound('email account');
    return account;
  }

  private async findConnected(user: HostUser, id: string): Promise<ConnectedAccount> {
    return connected(await this.find(user, id));
  }

  private async view(user: HostUser, id: string): Promise<Account> {
    const [view] = await this.views.of([await this.find(user, id)]);
    if (!view) throw ProblemError.notFound('email account');
    return view;
  }
}

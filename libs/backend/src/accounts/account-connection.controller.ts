import { Body, Param, Post, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  type Account,
  type AccountInput,
  accountInputSchema,
  accountSchema,
  type AuthorizationStart,
  authorizationStartSchema,
  type ReconnectInput,
  reconnectInputSchema,
  routes,
} from '@mailroom/contract';
import * as z from 'zod';
import type { HostUser } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { CurrentUser, SignedIn } from '../http/signed-in-user';
import { Validated } from '../http/validated';
import type { SignInStart } from '../oauth/mailbox-sign-in';
import { OAuthAccounts } from '../oauth/oauth-accounts';
import { AccountRepository } from './account-repository';
import { AccountService } from './account-service';
import { isManaged } from './account.entity';
import { AccountViews } from './account-views';

const accountOrSignInSchema = z.union([accountSchema, authorizationStartSchema]);

/** Connects mailboxes, and starts and stops their synchronisation. */
@MailroomController(routes.accounts)
@SignedIn()
export class AccountConnectionController {
  constructor(
    private readonly accounts: AccountRepository,
    private readonly views: AccountViews,
    private readonly service: AccountService,
    private readonly oauth: OAuthAccounts,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

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
    return signIn ? this.startSignIn(signIn, response) : this.views.own(user, (await this.service.connect(user, input)).id);
  }

  @Post(':id/sync')
  @Endpoint({ summary: 'Synchronises now', response: accountSchema })
  async sync(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.sync(await this.accounts.ownConnected(user, id));
    return this.views.own(user, id);
  }

  @Post(':id/pause')
  @Endpoint({ summary: 'Stops synchronising until it is resumed', response: accountSchema })
  async pause(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.pause(user, await this.accounts.ownConnected(user, id));
    return this.views.own(user, id);
  }

  @Post(':id/resume')
  @Endpoint({ summary: 'Synchronises a paused account again', response: accountSchema })
  async resume(@CurrentUser() user: HostUser, @Param('id') id: string): Promise<Account> {
    await this.service.resume(user, await this.accounts.ownConnected(user, id));
    return this.views.own(user, id);
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
    const account = await this.accounts.ownConnected(user, id);
    const signIn = isManaged(account) ? null : await this.oauth.reconnect(user, account, input);
    if (signIn) return this.startSignIn(signIn, response);
    await this.service.reconnect(user, account, input);
    return this.views.own(user, id);
  }

  /** The cookie ties the sign-in to this browser; nothing is created yet. */
  private startSignIn({ authorizationUrl, cookie }: SignInStart, response: object): AuthorizationStart {
    const { httpAdapter } = this.adapterHost;
    httpAdapter.status(response, 200);
    httpAdapter.setHeader(response, 'Set-Cookie', cookie);
    return { authorizationUrl };
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { MailboxAuthorization } from '@mailroom/oauth';
import { randomBytes } from 'node:crypto';
import type { HostUser } from '../host-bridge';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { MailboxTokenSources } from './mailbox-token-sources';
import { oauthFailure } from './oauth-failure';
import { signInCookie, signInCookieIn, signInIdOf } from './sign-in-cookie';
import { SignInRepository } from './sign-in-repository';

/** What is to be connected, as it is remembered while its owner is at the sign-in service. */
export interface SignInRequest {
  owner: HostUser;
  providerId: string;
  emailAddress: string;
  loginName: string | null;
  /** Whatever the caller wants to know again afterwards. */
  purpose: string;
  /** The page to go to in the end. */
  returnTo: string | undefined;
}

/** Where to send the browser, and the cookie that it must come back with. */
export interface SignInStart {
  authorizationUrl: string;
  cookie: string;
}

/** Somebody has signed in to the mailbox that they were asked for. */
export interface SignedIn {
  owner: HostUser;
  providerId: string;
  purpose: string;
  tokenCache: string;
}

/** What came back from a sign-in service. Anybody can write anything there. */
export interface SignInCallback {
  query: URLSearchParams;
  cookies: string | undefined;
  /** Who is signed in to the CRM; `null` also where its own cookie does not come along from another site. */
  user: HostUser | null;
}

/** Sends people to sign-in services, and believes what they come back with once, within ten minutes, from the same browser. */
@Injectable()
export class MailboxSignIn {
  /** Where people come back to: registered at the sign-in service character by character. */
  readonly redirectUri: URL;

  constructor(
    @Inject(MAILROOM_OPTIONS) { baseUrl, apiPath = 'api/mail' }: MailroomOptions,
    private readonly tokens: MailboxTokenSources,
    private readonly pending: SignInRepository,
  ) {
    this.redirectUri = new URL(`${baseUrl.pathname.replace(/\/$/, '')}/${apiPath}/oauth/callback`, baseUrl.origin);
  }

  /** @throws MailError when the application cannot be used */
  async begin({ owner, providerId, emailAddress, loginName, purpose, returnTo = '/' }: SignInRequest): Promise<SignInStart> {
    const session = randomBytes(32).toString('base64url');
    const context = { ownerId: owner.id, owner: JSON.stringify(owner), purpose, returnTo };
    const request = { providerId, mailbox: emailAddress, loginName, session, context };
    const authorizationUrl = await this.failing(() => this.authorization(providerId).begin(request));
    const state = new URL(authorizationUrl).searchParams.get('state') ?? '';
    return { authorizationUrl, cookie: signInCookie(signInIdOf(state), session, this.redirectUri) };
  }

  /** @throws MailError with a code for each way to be refused; nothing of the callback stands in it */
  async complete({ query, cookies, user }: SignInCallback): Promise<SignedIn> {
    const id = idOf(query);
    const begun = (await this.pending.find(id))?.pending;
    // Who is known to be somebody else has not begun it, whatever cookies their browser has kept.
    const isOwner = user === null || user.id === begun?.context['ownerId'];
    const session = isOwner ? signInCookieIn(cookies, id) : '';
    const { pending, tokenCache } = await this.failing(() => this.authorization(begun?.providerId ?? '').complete(query, session));
    const { owner = '', purpose = '' } = pending.context;
    return { owner: JSON.parse(owner) as HostUser, providerId: pending.providerId, purpose, tokenCache };
  }

  /** The page that was to be gone to in the end, however it ends. */
  async returnPathOf(query: URLSearchParams): Promise<string | undefined> {
    return (await this.pending.find(idOf(query)))?.pending.context['returnTo'];
  }

  private authorization(providerId: string): MailboxAuthorization {
    return new MailboxAuthorization({
      connection: this.tokens.connection(providerId),
      pending: this.pending,
      application: (id) => this.tokens.application(id),
      redirectUri: this.redirectUri.href,
    });
  }

  private async failing<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw oauthFailure(error);
    }
  }
}

const idOf = (query: URLSearchParams): string => signInIdOf(query.get('state') ?? '');

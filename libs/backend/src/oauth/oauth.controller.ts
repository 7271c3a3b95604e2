import { Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  CAN_MANAGE_ADMINISTRATION,
  type OAuthErrorCode,
  type OAuthRegistration,
  oauthRegistrationSchema,
  type OAuthReturn,
  routes,
} from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';
import { HostBridge } from '../host-bridge';
import { Endpoint } from '../http/endpoint';
import { MailroomController } from '../http/mailroom-controller';
import { ProblemError } from '../http/problem-error';
import { mailProblem } from '../http/problem-filter';
import { OpenToAnybody, SystemOperation } from '../http/signed-in-user';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { MailboxSignIn } from './mailbox-sign-in';
import { OAuthAccounts } from './oauth-accounts';
import { returnAddress } from './return-address';

/** Where people come back to from a sign-in service. */
@MailroomController(routes.oauth)
export class OAuthController {
  constructor(
    @Inject(MAILROOM_OPTIONS) private readonly options: MailroomOptions,
    private readonly host: HostBridge,
    private readonly signIn: MailboxSignIn,
    private readonly accounts: OAuthAccounts,
    private readonly adapterHost: HttpAdapterHost,
  ) {}

  @Get('registration')
  @SystemOperation(CAN_MANAGE_ADMINISTRATION)
  @Endpoint({ summary: 'What to enter where the application is registered', response: oauthRegistrationSchema })
  registration(): OAuthRegistration {
    return {
      redirectUri: this.signIn.redirectUri.href,
      permissions: [
        { name: 'EWS.AccessAsUser.All', type: 'delegated' },
        { name: 'full_access_as_app', type: 'application' },
      ],
    };
  }

  /**
   * A browser is sent on to a page of the CRM, whether it went well or not; a failure is answered as a problem to everybody else.
   * The CRM's own cookie may be missing, since another site sends the browser here: the sign-in's cookie says whose it is.
   */
  @Get('callback')
  @OpenToAnybody()
  @Endpoint({ summary: 'Finishes a sign-in: sends the browser back to the CRM’s pages', status: 303 })
  async callback(
    @Req() request: object,
    @Query() parameters: Record<string, unknown>,
    @Headers() headers: Record<string, string | undefined>,
    @Res() response: object,
  ): Promise<void> {
    const { httpAdapter } = this.adapterHost;
    const query = new URLSearchParams(Object.entries(parameters).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
    const path = await this.signIn.returnPathOf(query);
    const result = await this.finish(request, query, headers);
    httpAdapter.setHeader(response, 'Cache-Control', 'no-store');
    httpAdapter.redirect(response, 303, returnAddress(this.options.baseUrl, path, result));
  }

  private async finish(request: object, query: URLSearchParams, headers: Record<string, string | undefined>): Promise<OAuthReturn> {
    try {
      const user = await this.host.currentUser(request);
      return { connectedAccount: await this.accounts.complete({ query, cookies: headers['cookie'], user }) };
    } catch (error) {
      const problem = error instanceof MailError ? mailProblem(error, statuses[error.code as OAuthErrorCode] ?? 422) : error;
      if (problem instanceof ProblemError && headers['accept']?.includes('text/html')) return { connectError: String(problem.code) };
      throw problem;
    }
  }
}

const statuses: Partial<Record<OAuthErrorCode, number>> = {
  'oauth-state-unknown': 400,
  'oauth-state-other-session': 403,
  'oauth-state-replayed': 409,
  'oauth-state-expired': 410,
  'authority-unreachable': 503,
  'authority-busy': 503,
};

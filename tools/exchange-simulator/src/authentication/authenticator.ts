import { type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { type Account, type Accounts } from './accounts';
import { readBasic } from './basic';
import { type BearerTokens, TokenRefusal } from './bearer-tokens';
import { type NtlmAuthentication } from './ntlm/ntlm-authentication';
import { type AuthenticationScheme } from './schemes';

/** Who a request is from; or how it is to prove that, and whether it was refused or is half-way through a handshake. */
export type Authentication =
  | { readonly scheme: AuthenticationScheme; readonly account: Account }
  | { readonly account?: undefined; readonly isHandshake: boolean; readonly challenge: OutgoingHttpHeaders };

/** What an authenticator uses; `bearer` only where tokens are accepted. */
export interface AuthenticatorSettings {
  readonly schemes: readonly AuthenticationScheme[];
  readonly accounts: Accounts;
  readonly ntlm: NtlmAuthentication;
  readonly bearer: BearerTokens | undefined;
}

const wireNames = { basic: 'Basic', ntlm: 'NTLM', negotiate: 'Negotiate', bearer: 'Bearer' } as const;

/** Finds out who sends a request. */
export class Authenticator {
  constructor(private readonly settings: AuthenticatorSettings) {}

  async authenticate({ headers, socket }: IncomingMessage): Promise<Authentication> {
    const { accounts, ntlm, schemes } = this.settings;
    const { authorization } = headers;
    if (authorization === undefined) {
      const login = ntlm.loginOf(socket);
      const account = login === undefined ? undefined : accounts.find(login)?.account;
      return account === undefined ? this.refuse() : { scheme: 'ntlm', account };
    }
    const [, name = '', credentials = ''] = /^(\S+) +(\S+) *$/.exec(authorization) ?? [];
    const scheme = schemes.find((offered) => offered === name.toLowerCase());
    if (scheme === undefined) return this.refuse();
    if (scheme === 'bearer') return this.takeToken(credentials);
    if (scheme !== 'basic') {
      const outcome = ntlm.take(socket, credentials);
      if (outcome === undefined) return this.refuse();
      if ('challenge' in outcome) {
        return { isHandshake: true, challenge: { 'WWW-Authenticate': `${wireNames[scheme]} ${outcome.challenge}` } };
      }
      const account = accounts.find(outcome.login)?.account;
      return account === undefined ? this.refuse() : { scheme, account };
    }
    const given = readBasic(credentials);
    const known = given && accounts.find(given.login);
    return known === undefined || known.password !== given?.password ? this.refuse() : { scheme, account: known.account };
  }

  /** The headers of a 401: every scheme that is offered, and what was wrong with a token. */
  challenges(refusal?: TokenRefusal): OutgoingHttpHeaders {
    const { schemes, bearer } = this.settings;
    const challenges = schemes.map((scheme) => {
      if (scheme === 'basic') return 'Basic realm="localhost"';
      return scheme === 'bearer' ? (bearer?.challenge(refusal !== undefined) ?? wireNames.bearer) : wireNames[scheme];
    });
    return { 'WWW-Authenticate': challenges, ...(refusal !== undefined && { 'x-ms-diagnostics': refusal.diagnostics }) };
  }

  private async takeToken(token: string): Promise<Authentication> {
    try {
      const account = await this.settings.bearer?.verify(token);
      return account === undefined ? this.refuse() : { scheme: 'bearer', account };
    } catch (error) {
      if (error instanceof TokenRefusal) return this.refuse(error);
      throw error;
    }
  }

  private refuse(refusal?: TokenRefusal): Authentication {
    return { isHandshake: false, challenge: this.challenges(refusal) };
  }
}

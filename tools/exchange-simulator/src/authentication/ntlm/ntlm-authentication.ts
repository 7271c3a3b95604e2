import { randomBytes } from 'node:crypto';
import { type Socket } from 'node:net';
import { type Accounts } from '../accounts';
import { type Conversation, isProven } from './credentials';
import { type ExtendedProtection, isProtected } from './extended-protection';
import { challengeMessage, messageType, parseAuthenticate } from './messages';

/** What becomes of a message: the client is to answer a challenge, has proved who it is (by its login), or is refused. */
export type NtlmOutcome = { readonly challenge: string } | { readonly login: string } | undefined;

/** How this server takes NTLM. */
export interface NtlmSettings {
  readonly extendedProtection: ExtendedProtection;
  /** What a bound answer says; undefined for plain connections. */
  readonly channelBindings: Buffer | undefined;
}

const names = { domain: 'EXAMPLE', server: 'LOCALHOST' };

/**
 * NTLM over HTTP (MS-NTHT): authenticates a TCP connection, not a request. The three messages go over one connection, and whatever comes
 * over it later is of the same account.
 */
export class NtlmAuthentication {
  private readonly conversations = new WeakMap<Socket, Conversation>();
  private readonly logins = new WeakMap<Socket, string>();

  constructor(
    private readonly accounts: Accounts,
    private readonly settings: NtlmSettings,
  ) {}

  /** The login that a connection was authenticated by. */
  loginOf(connection: Socket): string | undefined {
    return this.logins.get(connection);
  }

  /** Takes the next message of a connection, as it stands after the scheme in an Authorization header. */
  take(connection: Socket, token: string): NtlmOutcome {
    const message = Buffer.from(token, 'base64');
    const conversation = this.conversations.get(connection);
    this.conversations.delete(connection);
    this.logins.delete(connection);
    const type = messageType(message);
    if (type === 1) return this.challenge(connection, message);
    const login = type === 3 && conversation !== undefined ? this.prove(message, conversation) : undefined;
    if (login === undefined) return undefined;
    this.logins.set(connection, login);
    return { login };
  }

  private challenge(connection: Socket, negotiate: Buffer): NtlmOutcome {
    const serverChallenge = randomBytes(8);
    const challenge = challengeMessage(serverChallenge, names, new Date());
    this.conversations.set(connection, { negotiate, challenge, serverChallenge });
    return { challenge: challenge.toString('base64') };
  }

  private prove(message: Buffer, conversation: Conversation): string | undefined {
    const answer = parseAuthenticate(message);
    if (answer === undefined) return undefined;
    const known = this.accounts.find(answer.user);
    if (known === undefined || !isProven(answer, known.password, conversation)) return undefined;
    const { extendedProtection, channelBindings } = this.settings;
    return isProtected(answer, extendedProtection, channelBindings) ? answer.user : undefined;
  }
}

import { inspect } from 'node:util';
import type { OAuthApplication } from '../application';
import { MailboxAuthorization } from '../mailbox-authorization';
import { MailboxTokens } from '../mailbox-tokens';
import { OAuthError } from '../oauth-error';
import { MemoryPendingStore, type MemoryTokenCacheStore } from './memory-stores';
import { type ProviderAddress, RecordingClient } from './recording-client';

export const redirectUri = 'https://crm.example.test/api/mail/oauth/callback';
export const session = 'the value of a cookie that only this browser has';

const minute = 60 * 1000;

interface TokenOptions {
  readonly timeoutMs?: number;
  /** From 0 to 1. */
  readonly random?: number;
}

/** Everything a test needs to connect mailboxes, with a clock of its own. */
export class Rig {
  readonly client: RecordingClient;
  readonly pending = new MemoryPendingStore();
  readonly authorization: MailboxAuthorization;
  private ahead = 0;

  constructor(
    provider: ProviderAddress,
    public application: OAuthApplication,
  ) {
    this.client = new RecordingClient(provider);
    this.authorization = new MailboxAuthorization({
      connection: { client: this.client.send },
      pending: this.pending,
      application: () => Promise.resolve(this.application),
      redirectUri,
      now: this.now,
    });
  }

  readonly now = (): number => Date.now() + this.ahead;

  passMinutes(minutes: number): void {
    this.ahead += minutes * minute;
  }

  begin(mailbox: string): Promise<string> {
    return this.authorization.begin({ providerId: 'provider 1', mailbox, session });
  }

  tokens(store: MemoryTokenCacheStore, { timeoutMs, random = 0 }: TokenOptions = {}, client = this.client.send): MailboxTokens {
    return new MailboxTokens({
      connection: { client, timeoutMs },
      store,
      application: () => Promise.resolve(this.application),
      now: this.now,
      random: () => random,
    });
  }

  /** The error that something is refused by, in which no secret stands, however it is printed. */
  async refusal(attempt: Promise<unknown>): Promise<OAuthError> {
    const error: unknown = await attempt.then(
      () => 'nothing was refused',
      (reason: unknown) => reason,
    );
    if (!(error instanceof OAuthError)) throw new Error(`Expected an OAuthError, not ${inspect(error)}`);
    const printed = [inspect(error, { depth: null, showHidden: true }), JSON.stringify(error), String(error.stack), error.remedy].join(
      '\n',
    );
    for (const secret of [...this.client.secrets, ...this.credentials(), session]) {
      if (printed.includes(secret)) throw new Error(`A secret stands in: ${printed}`);
    }
    return error;
  }

  private credentials(): string[] {
    const { credential } = this.application;
    return credential.kind === 'secret' ? [credential.secret] : credential.privateKey.split('\n').filter((line) => line.length > 20);
  }
}

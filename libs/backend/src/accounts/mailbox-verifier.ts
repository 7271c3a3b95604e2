import { Injectable } from '@nestjs/common';
import { type MailboxIdentity, MailError, type TokenSource } from '@mailroom/mail-adapter';
import { mailProblem } from '../http/problem-filter';
import type { ProviderEntity } from '../providers/provider.entity';
import { MailboxConnector, type MailboxOfAccount } from './mailbox-connector';

/** The user is watching: whatever a server does, an answer comes within ten seconds. */
const LIMIT_MS = 9_000;

/** Tries credentials before they are saved. */
@Injectable()
export class MailboxVerifier {
  constructor(private readonly connector: MailboxConnector) {}

  /**
   * @param secret a password, or the tokens of OAuth 2.0
   * @throws ProblemError 422 with the mail error's code and remedy
   */
  async verify(account: MailboxOfAccount, provider: ProviderEntity, secret: string | TokenSource): Promise<MailboxIdentity> {
    const session = this.connector.adapterFor(provider.serviceType).open(this.connector.targetWith(account, provider, secret));
    const signal = AbortSignal.timeout(LIMIT_MS);
    try {
      return await Promise.race([session.identify({ signal }), expiry(signal)]);
    } catch (error) {
      const failure = signal.aborted ? new MailError('timeout') : error;
      throw failure instanceof MailError ? mailProblem(failure, 422) : failure;
    } finally {
      session.close().catch(() => undefined);
    }
  }
}

const expiry = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new MailError('timeout')), { once: true });
  });

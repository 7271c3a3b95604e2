import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { TokenRequest, TokenSource } from '@mailroom/mail-adapter';
import {
  ApplicationTokens,
  type Connection,
  MailboxTokens,
  type OAuthApplication,
  OAuthError,
  type TokenCacheStore,
} from '@mailroom/oauth';
import { DataSource } from 'typeorm';
import { AccountEntity } from '../accounts/account.entity';
import { ORGANISATION_PROVIDER_ID } from '../providers/organisation-provider';
import { ProviderEntity } from '../providers/provider.entity';
import { OutgoingNetwork } from '../security/outgoing-network';
import { TokenVault } from '../security/token-vault';
import { authorityClient } from './authority-client';
import { oauthApplication } from './oauth-application';
import { oauthFailure } from './oauth-failure';
import { AccountTokenCache } from './token-cache';

/** Shortly enough that an answer comes while somebody waits for it. */
const TIMEOUT_MS = 15_000;

/** The access tokens that adapters open mailboxes by, from each provider's sign-in service as it is set up now. */
@Injectable()
export class MailboxTokenSources {
  private readonly kept = new Map<string, MailboxTokens>();
  /** Of applications that act as themselves: one for all the mailboxes that they open, so that these share connections, too. */
  private readonly applications = new Map<string, TokenSource>();

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly network: OutgoingNetwork,
    private readonly vault: TokenVault,
  ) {}

  /** How many mailboxes have had tokens here. */
  get size(): number {
    return this.kept.size;
  }

  /** Of a stored account: one for all who open it in this process, so that they share each token. */
  ofAccount(accountId: string, providerId: string): TokenSource {
    return tokenSource(this.tokensOf(accountId, providerId));
  }

  /** Of a mailbox whose tokens are stored nowhere yet. */
  ofStore(providerId: string, store: TokenCacheStore): TokenSource {
    return tokenSource(this.mailboxTokens(providerId, store));
  }

  /**
   * The application's own (client credentials): they open no mailbox but by impersonation. Of the provider as it is given, which need
   * not be saved; all mailboxes share each token.
   */
  ofApplication(provider: ProviderEntity): TokenSource {
    const { id, updatedAt, clientSecret, privateKey } = provider;
    const key = JSON.stringify([id, updatedAt, clientSecret, privateKey]);
    let source = this.applications.get(key);
    if (!source) {
      const connection = {
        client: authorityClient(this.network, () => Promise.resolve(provider.trustedCertificate)),
        timeoutMs: TIMEOUT_MS,
      };
      const application = () => Promise.resolve().then(() => oauthApplication(provider, this.vault));
      source = tokenSource(new ApplicationTokens({ connection, application }));
      // Those of former settings are asked for no more.
      this.applications.clear();
      this.applications.set(key, source);
    }
    return source;
  }

  /**
   * Asks the sign-in service whether its owner's permission still stands, by renewing the token that is in use. An access token opens
   * a mailbox to its end, an hour after the permission was withdrawn.
   * @throws MailError when the owner must sign in again; of every other failure nothing is said, while the token is good
   */
  async checkPermission(accountId: string, providerId: string): Promise<void> {
    // The organisation's application asks for each token anew; its failure is noticed by other means.
    if (providerId === ORGANISATION_PROVIDER_ID) return;
    const tokens = this.tokensOf(accountId, providerId);
    try {
      await tokens.token({ refused: await tokens.token() });
    } catch (error) {
      if (error instanceof OAuthError && error.kind === 'reauthorization-required') throw oauthFailure(error);
    }
  }

  /** The account is gone, or was connected anew. */
  forget(accountId: string): void {
    this.kept.delete(accountId);
  }

  connection(providerId: string): Connection {
    const trusted = async () => (await this.provider(providerId)).trustedCertificate;
    return { client: authorityClient(this.network, trusted), timeoutMs: TIMEOUT_MS };
  }

  async application(providerId: string): Promise<OAuthApplication> {
    return oauthApplication(await this.provider(providerId), this.vault);
  }

  private tokensOf(accountId: string, providerId: string): MailboxTokens {
    let tokens = this.kept.get(accountId);
    if (!tokens) {
      tokens = this.mailboxTokens(providerId, new AccountTokenCache(accountId, this.dataSource.getRepository(AccountEntity), this.vault));
      this.kept.set(accountId, tokens);
    }
    return tokens;
  }

  private mailboxTokens(providerId: string, store: TokenCacheStore): MailboxTokens {
    return new MailboxTokens({ connection: this.connection(providerId), store, application: () => this.application(providerId) });
  }

  private provider(id: string): Promise<ProviderEntity> {
    return this.dataSource.getRepository(ProviderEntity).findOneByOrFail({ id });
  }
}

function tokenSource(tokens: { token(request: { refused?: string | undefined }): Promise<string> }): TokenSource {
  return {
    token: async ({ signal, refused }: TokenRequest = {}): Promise<string> => {
      try {
        return await untilAborted(tokens.token({ refused }), signal);
      } catch (error) {
        throw oauthFailure(error);
      }
    },
  };
}

/** Others may wait for the same token: who gives up leaves its renewal to them. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

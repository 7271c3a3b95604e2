import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ServiceType, ServiceTypeOffer } from '@mailroom/contract';
import {
  type Credentials,
  type MailAdapter,
  type MailboxSession,
  type MailboxTarget,
  MailError,
  type MailServer,
  type TokenSource,
} from '@mailroom/mail-adapter';
import { DataSource } from 'typeorm';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { MailboxTokenSources } from '../oauth/mailbox-token-sources';
import { ExchangeIntegrationEntity, INTEGRATION_ID } from '../exchange-integration/exchange-integration.entity';
import { superUserPasswordContext } from '../exchange-integration/integration-state';
import { ProviderEntity } from '../providers/provider.entity';
import { OutgoingNetwork } from '../security/outgoing-network';
import { sealContext } from '../security/sealed-columns';
import { TokenVault } from '../security/token-vault';
import type { AccountEntity, ConnectedAccount } from './account.entity';

/** Says what a sealed password belongs to. */
export const passwordContext = (accountId: string): string => sealContext({ table: 'mail_account', column: 'password' }, accountId);

/** What of an account names its mailbox on the server; an account that is being tried is not stored yet. */
export type MailboxOfAccount = Pick<AccountEntity, 'id' | 'kind' | 'mailboxAddress' | 'login'>;

/** Opens accounts' mailboxes: knows the adapters, and turns an account and its provider into an adapter's target. */
@Injectable()
export class MailboxConnector implements OnApplicationShutdown {
  readonly adapters: readonly MailAdapter[];
  /** By provider: what thousands of watched mailboxes hold is the same object. */
  private readonly servers = new Map<string, MailServer>();

  constructor(
    @Inject(MAILROOM_OPTIONS) options: MailroomOptions,
    network: OutgoingNetwork,
    private readonly vault: TokenVault,
    private readonly tokens: MailboxTokenSources,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {
    this.adapters = options.adapters.map((makeAdapter) => makeAdapter(network));
  }

  /** Every service type that this host can use. */
  get offers(): ServiceTypeOffer[] {
    return this.adapters.flatMap((adapter) => adapter.offers);
  }

  /** @throws MailError `unsupported-version` when the host no longer offers the service type */
  adapterFor(serviceType: ServiceType): MailAdapter {
    const adapter = this.adapters.find(({ offers }) => offers.some((offer) => offer.serviceType === serviceType));
    if (!adapter) throw new MailError('unsupported-version', { message: `This CRM has no mail adapter for “${serviceType}”.` });
    return adapter;
  }

  providerOf({ providerId }: ConnectedAccount): Promise<ProviderEntity> {
    return this.dataSource.getRepository(ProviderEntity).findOneByOrFail({ id: providerId });
  }

  async target(account: ConnectedAccount): Promise<MailboxTarget> {
    const provider = await this.providerOf(account);
    const isOAuth = provider.authMethod === 'oauth2';
    if (account.kind === 'impersonated') return this.superUserTarget(account, provider, await this.integration());
    return this.targetWith(account, provider, isOAuth ? this.tokens.ofAccount(account.id, provider.id) : this.storedPassword(account));
  }

  /** The mailbox as the organisation's super-user opens it. @param integration whose settings need not be saved */
  superUserTarget(
    account: Omit<MailboxOfAccount, 'kind' | 'login'>,
    provider: ProviderEntity,
    { login, password }: Pick<ExchangeIntegrationEntity, 'login' | 'password'>,
    kind: 'impersonated' | 'personal' = 'impersonated',
  ): MailboxTarget {
    const mailbox = { ...account, kind, login: login ?? '' };
    if (provider.authMethod === 'oauth2') return this.targetWith(mailbox, provider, this.tokens.ofApplication(provider));
    if (password === null) throw new MailError('authentication-failed', { message: 'No password of the super-user is stored.' });
    return this.targetWith(mailbox, provider, this.vault.open(password, superUserPasswordContext));
  }

  /** The target with what proves the login, which may not be stored yet: a password, or the tokens of OAuth 2.0. */
  targetWith(account: MailboxOfAccount, provider: ProviderEntity, secret: string | TokenSource): MailboxTarget {
    return {
      accountId: account.id,
      server: this.serverOf(provider),
      mailboxAddress: account.mailboxAddress,
      credentials: credentialsOf(account, provider, secret),
      access: accesses[account.kind],
    };
  }

  async open(account: ConnectedAccount): Promise<MailboxSession> {
    const provider = await this.providerOf(account);
    return this.adapterFor(provider.serviceType).open(await this.target(account));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.adapters.map((adapter) => adapter.close()));
  }

  private serverOf({ id, serviceAddress: address, exchangeVersion: version, trustedCertificate }: ProviderEntity): MailServer {
    const server = { address, version, trustedCertificate };
    const known = this.servers.get(id);
    if (known && isDeepStrictEqual(known, server)) return known;
    this.servers.set(id, server);
    return server;
  }

  private integration(): Promise<ExchangeIntegrationEntity> {
    return this.dataSource.getRepository(ExchangeIntegrationEntity).findOneByOrFail({ id: INTEGRATION_ID });
  }

  private storedPassword({ id, password }: AccountEntity): string {
    if (password === null) throw new MailError('authentication-failed', { message: 'No password is stored for this account.' });
    return this.vault.open(password, passwordContext(id));
  }
}

const accesses = { personal: 'owner', shared: 'delegate', impersonated: 'impersonation' } as const;

function credentialsOf({ login }: MailboxOfAccount, { authMethod }: ProviderEntity, secret: string | TokenSource): Credentials {
  if (typeof secret !== 'string') return { kind: 'token', tokens: secret };
  if (authMethod === 'oauth2') throw new MailError('not-connected');
  return { kind: 'password', method: authMethod, login, password: secret };
}

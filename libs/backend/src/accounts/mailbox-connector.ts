import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { ServiceType, ServiceTypeOffer } from '@mailroom/contract';
import { type MailAdapter, type MailboxSession, type MailboxTarget, MailError } from '@mailroom/mail-adapter';
import { DataSource } from 'typeorm';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { ProviderEntity } from '../providers/provider.entity';
import { OutgoingNetwork } from '../security/outgoing-network';
import { TokenVault } from '../security/token-vault';
import type { AccountEntity } from './account.entity';

/** Says what a sealed password belongs to. */
export const passwordContext = (accountId: string): string => `mail_account.password:${accountId}`;

/** What of an account names its mailbox on the server; an account that is being tried is not stored yet. */
export type MailboxOfAccount = Pick<AccountEntity, 'id' | 'kind' | 'mailboxAddress' | 'login'>;

/** Opens accounts' mailboxes: knows the adapters, and turns an account and its provider into an adapter's target. */
@Injectable()
export class MailboxConnector implements OnApplicationShutdown {
  readonly adapters: readonly MailAdapter[];

  constructor(
    @Inject(MAILROOM_OPTIONS) options: MailroomOptions,
    network: OutgoingNetwork,
    private readonly vault: TokenVault,
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

  async target(account: AccountEntity): Promise<MailboxTarget> {
    const provider = await this.provider(account);
    if (account.password === null) throw new MailError('authentication-failed', { message: 'No password is stored for this account.' });
    return this.targetWith(account, provider, this.vault.open(account.password, passwordContext(account.id)));
  }

  /** The target with a password that may not be stored yet. */
  targetWith(account: MailboxOfAccount, provider: ProviderEntity, password: string): MailboxTarget {
    const { authMethod, serviceAddress, exchangeVersion, trustedCertificate } = provider;
    if (authMethod === 'oauth2') throw new MailError('authentication-failed', { message: 'This account must be signed in by OAuth 2.0.' });
    return {
      accountId: account.id,
      server: { address: serviceAddress, version: exchangeVersion, trustedCertificate },
      mailboxAddress: account.mailboxAddress,
      credentials: { kind: 'password', method: authMethod, login: account.login, password },
      access: account.kind === 'shared' ? 'delegate' : 'owner',
    };
  }

  async open(account: AccountEntity): Promise<MailboxSession> {
    const provider = await this.provider(account);
    return this.adapterFor(provider.serviceType).open(await this.target(account));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.adapters.map((adapter) => adapter.close()));
  }

  private provider(account: AccountEntity): Promise<ProviderEntity> {
    return this.dataSource.getRepository(ProviderEntity).findOneByOrFail({ id: account.providerId });
  }
}

import type { AuthMethod, LoginFormat, MicrosoftCloud, ServiceType } from '@mailroom/contract';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/** An email provider: a configured mail service. */
@Entity('mail_provider')
export class ProviderEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(textColumn('name', 100)) name!: string;
  @Column(textColumn('service_type', 20)) serviceType!: ServiceType;
  @Column(textColumn('service_address', 300)) serviceAddress!: string;
  @Column(nullable(textColumn('exchange_version', 40))) exchangeVersion!: string | null;
  @Column({ name: 'receive', type: 'boolean' }) receive!: boolean;
  @Column({ name: 'send', type: 'boolean' }) send!: boolean;
  @Column(textColumn('login_format', 20)) loginFormat!: LoginFormat;
  @Column(textColumn('auth_method', 20)) authMethod!: AuthMethod;
  @Column(nullable(textColumn('client_id', 200))) clientId!: string | null;
  /** Sealed by the token vault. */
  @Column({ name: 'client_secret', type: 'text', nullable: true }) clientSecret!: string | null;
  /** PEM. */
  @Column({ name: 'client_certificate', type: 'text', nullable: true }) clientCertificate!: string | null;
  /** Sealed by the token vault. */
  @Column({ name: 'private_key', type: 'text', nullable: true }) privateKey!: string | null;
  @Column(nullable(textColumn('directory_tenant', 200))) directoryTenant!: string | null;
  @Column(nullable(textColumn('cloud', 20))) cloud!: MicrosoftCloud | null;
  @Column(nullable(textColumn('authority', 300))) authority!: string | null;
  @Column(nullable(textColumn('resource', 300))) resource!: string | null;
  @Column({ name: 'trusted_certificate', type: 'text', nullable: true }) trustedCertificate!: string | null;
  @Column(timeColumn('created_at')) createdAt!: number;
  @Column(timeColumn('updated_at')) updatedAt!: number;
}

/** An entry of the lookup "Email providers domains". */
@Entity('mail_provider_domain')
export class ProviderDomainEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Index('mail_provider_domain_domain', { unique: true })
  @Column(textColumn('domain', 253))
  domain!: string;
  @Index('mail_provider_domain_provider') @Column(idColumn('provider_id')) providerId!: string;
  @ManyToOne(() => ProviderEntity, { onDelete: 'CASCADE', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'mail_provider_domain_provider_fk' })
  provider?: Relation<ProviderEntity>;
}

import type { AccountPhase } from '@mailroom/contract';
import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { ProviderEntity } from '../providers/provider.entity';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/** An email account: a mailbox connected to the CRM. */
@Entity('mail_account')
@Index('mail_account_owner_mailbox', ['ownerId', 'mailboxAddress'], { unique: true })
@Index('mail_account_phase', ['phase', 'id'])
@Index('mail_account_provider', ['providerId', 'id'])
@Index('mail_account_covered', ['coveredAddress', 'id'])
@Index('mail_account_covered_phase', ['phase', 'coveredAddress', 'id'])
@Index('mail_account_lease_owner', ['leaseOwner'])
export class AccountEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  /** The host's id of the user whose account it is. */
  @Column(textColumn('owner_id', 100)) ownerId!: string;
  /** `null` once it is `disconnected`: its provider may then be deleted. */
  @Column(nullable(idColumn('provider_id'))) providerId!: string | null;
  /** The database's guard against an account without its provider; loaded only where it is asked for. */
  @ManyToOne(() => ProviderEntity, { onDelete: 'RESTRICT', onUpdate: 'RESTRICT' })
  @JoinColumn({ name: 'provider_id', foreignKeyConstraintName: 'mail_account_provider_fk' })
  provider?: Relation<ProviderEntity> | null;
  @Column(textColumn('kind', 20)) kind!: 'personal' | 'shared' | 'impersonated';
  @Column(textColumn('email_address', 320)) emailAddress!: string;
  @Column(nullable(textColumn('shared_mailbox_address', 320))) sharedMailboxAddress!: string | null;
  /** The mailbox that is opened, in lower case: the shared one's address, or the account's own. */
  @Column(textColumn('mailbox_address', 320)) mailboxAddress!: string;
  @Column(textColumn('login', 320)) login!: string;
  /** Sealed by the token vault. */
  @Column({ name: 'password', type: 'text', nullable: true }) password!: string | null;
  /** What OAuth 2.0 renews tokens by, sealed by the token vault. */
  @Column({ name: 'token_cache', type: 'text', nullable: true }) tokenCache!: string | null;
  @Column(nullable(textColumn('server_version', 100))) serverVersion!: string | null;
  /** Plain text; '' for none. */
  @Column({ name: 'signature', type: 'text' }) signature!: string;
  /** Whether its owner's new emails are sent from it. */
  @Column({ name: 'is_default', type: 'boolean' }) isDefault!: boolean;
  /** What was received before is not imported. */
  @Column(nullable(timeColumn('start_date'))) startDate!: number | null;
  /** Whether what was received before the start date, and is here, stays; `null`: it does not. */
  @Column({ name: 'keeps_earlier', type: 'boolean', nullable: true }) keepsEarlier!: boolean | null;
  /** What its owner excludes: JSON, `Exclusions`; `null`: nothing. */
  @Column({ name: 'exclusions', type: 'text', nullable: true }) exclusions!: string | null;

  /** Its owner's address in the CRM, while the organisation's Exchange integration covers it; in lower case. */
  @Column(nullable(textColumn('covered_address', 320))) coveredAddress!: string | null;
  /** The domain of `coveredAddress`, and its owner's name, as they were when the host's users were last gone through. */
  @Column(nullable(textColumn('covered_domain', 253))) coveredDomain!: string | null;
  @Column(nullable(textColumn('covered_name', 200))) coveredName!: string | null;
  /** The import's rules that the folders were last gone through by: JSON, `ImportRules`. */
  @Column({ name: 'applied_policy', type: 'text', nullable: true }) appliedPolicy!: string | null;

  @Column(textColumn('phase', 20)) phase!: AccountPhase;
  @Column(nullable(textColumn('error_code', 60))) errorCode!: string | null;
  @Column({ name: 'error_message', type: 'text', nullable: true }) errorMessage!: string | null;
  @Column(nullable(timeColumn('error_since'))) errorSince!: number | null;
  @Column(nullable(timeColumn('last_sync_at'))) lastSyncAt!: number | null;
  /** Received to visible, of the newest message that arrived while watching. */
  @Column({ name: 'lag_ms', type: 'integer', nullable: true }) lagMs!: number | null;
  /** Where the folder hierarchy's changes stand. */
  @Column({ name: 'folder_cursor', type: 'text', nullable: true }) folderCursor!: string | null;

  /** The listener that owns the mailbox now; its writes carry `leaseToken`, which grows at every change of owner. */
  @Column(nullable(idColumn('lease_owner'))) leaseOwner!: string | null;
  @Column({ name: 'lease_token', type: 'integer' }) leaseToken!: number;
  /** When its last lease ended, if that was given back or revoked; a lease lasts as long as its owner's heart beats. */
  @Column(nullable(timeColumn('lease_expires_at'))) leaseExpiresAt!: number | null;

  @Column(timeColumn('created_at')) createdAt!: number;
  @Column(timeColumn('updated_at')) updatedAt!: number;
}

/** An account whose mailbox can be opened: not one of which only the emails are left. */
export type ConnectedAccount = AccountEntity & { providerId: string };

export function isConnected(account: AccountEntity): account is ConnectedAccount {
  return account.providerId !== null && account.phase !== 'deleting';
}

/** Whether the organisation's Exchange integration opens the mailbox. */
export function isManaged({ kind, phase }: Pick<AccountEntity, 'kind' | 'phase'>): boolean {
  return kind === 'impersonated' && phase !== 'disconnected' && phase !== 'deleting';
}

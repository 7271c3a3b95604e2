import type { IntegrationStatus } from '@mailroom/contract';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, nullable, textColumn, timeColumn } from '../store/columns';

/** There is one integration: the id of its row, and of what the audit log says of it. */
export const INTEGRATION_ID = 'exchange-integration';

/**
 * The organisation's Exchange integration. Its server, and how the super-user signs in, are those of an email provider of its own
 * (`ORGANISATION_PROVIDER_ID`), which the accounts that it opens belong to.
 */
@Entity('mail_exchange_integration')
export class ExchangeIntegrationEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  /** While it is not `running`, no listener takes one of its mailboxes up. */
  @Column(textColumn('status', 20)) status!: IntegrationStatus;
  @Column(nullable(textColumn('login', 320))) login!: string | null;
  /** Sealed by the token vault. */
  @Column({ name: 'password', type: 'text', nullable: true }) password!: string | null;
  /** A-labels: a JSON array of strings. */
  @Column({ name: 'domains', type: 'text' }) domains!: string;
  /** JSON: an `ImportPolicy`. */
  @Column({ name: 'policy', type: 'text' }) policy!: string;
  /** Why it is `stopped`. */
  @Column(nullable(textColumn('error_code', 60))) errorCode!: string | null;
  @Column({ name: 'error_message', type: 'text', nullable: true }) errorMessage!: string | null;
  @Column(nullable(timeColumn('error_since'))) errorSince!: number | null;
  /** How often the super-user was tried in vain since then. */
  @Column({ name: 'tries', type: 'integer' }) tries!: number;
  @Column(nullable(timeColumn('next_try_at'))) nextTryAt!: number | null;
  /** When the host's users were last gone through. */
  @Column(nullable(timeColumn('users_checked_at'))) usersCheckedAt!: number | null;
  /** Grows whenever the settings are saved. */
  @Column({ name: 'revision', type: 'integer' }) revision!: number;
  @Column(timeColumn('updated_at')) updatedAt!: number;
}

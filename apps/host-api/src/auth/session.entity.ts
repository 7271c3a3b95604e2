import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A sign-in. Its token is in the browser's cookie; only the token's hash is stored. */
@Entity('crm_session')
export class SessionEntity {
  @PrimaryColumn({ name: 'token_sha256', type: 'varchar', length: 64 }) tokenSha256!: string;
  @Index('crm_session_user') @Column({ name: 'user_id', type: 'varchar', length: 36 }) userId!: string;
  /** Milliseconds since 1970; a text where the driver gives 64-bit integers so. */
  @Index('crm_session_expires') @Column({ name: 'expires_at', type: 'bigint' }) expiresAt!: number | string;
}

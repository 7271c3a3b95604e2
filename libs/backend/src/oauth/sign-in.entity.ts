import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { textColumn, timeColumn } from '../store/columns';

/** Somebody who was sent to a sign-in service, and has or has not come back. */
@Entity('mail_sign_in')
@Index('mail_sign_in_owner', ['ownerId', 'createdAt'])
export class SignInEntity {
  /** The digest of `state`. */
  @PrimaryColumn(textColumn('id', 43)) id!: string;
  /** The host's id of who began it. */
  @Column(textColumn('owner_id', 100)) ownerId!: string;
  /** A `PendingAuthorization`, sealed by the token vault. */
  @Column({ name: 'sealed', type: 'text' }) sealed!: string;
  @Column({ name: 'is_used', type: 'boolean' }) isUsed!: boolean;
  @Column(timeColumn('created_at')) createdAt!: number;
}

import { Column, Entity, Index, PrimaryColumn } from 'typeorm';
import { idColumn, timeColumn } from '../../store/columns';

/** A message that was marked here, and of which the mail server has not been told yet. */
@Entity('mail_read_wish')
@Index('mail_read_wish_account', ['accountId', 'nextAttemptAt'])
export class ReadWishEntity {
  @PrimaryColumn(idColumn('message_id')) messageId!: string;
  @Column(idColumn('account_id')) accountId!: string;
  @Column({ name: 'is_read', type: 'boolean' }) isRead!: boolean;
  /** How the server has it, as was last heard: what a wish that it refuses goes back to. */
  @Column({ name: 'server_is_read', type: 'boolean' }) serverIsRead!: boolean;
  /** Whether the server is being told. From then on its own word counts again, for what it says may be later than this. */
  @Column({ name: 'is_telling', type: 'boolean' }) isTelling!: boolean;
  @Column({ name: 'attempts', type: 'integer' }) attempts!: number;
  @Column(timeColumn('next_attempt_at')) nextAttemptAt!: number;
  @Column(timeColumn('created_at')) createdAt!: number;
}

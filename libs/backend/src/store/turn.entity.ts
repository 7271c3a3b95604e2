import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, textColumn, timeColumn } from './columns';

/** What one process of many does at a time: whoever has the row, until it expires. */
@Entity('mail_turn')
export class TurnEntity {
  @PrimaryColumn(textColumn('name', 100)) name!: string;
  @Column(idColumn('owner_id')) ownerId!: string;
  @Column(timeColumn('expires_at')) expiresAt!: number;
}

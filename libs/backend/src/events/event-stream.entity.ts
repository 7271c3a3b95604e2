import { Column, Entity, PrimaryColumn } from 'typeorm';
import { textColumn, timeColumn } from '../store/columns';

/** How many events an owner has had. Whoever writes the next one holds this row until its transaction ends. */
@Entity('mail_event_stream')
export class EventStreamEntity {
  @PrimaryColumn(textColumn('owner_id', 100)) ownerId!: string;
  @Column(timeColumn('last_position')) lastPosition!: number;
}

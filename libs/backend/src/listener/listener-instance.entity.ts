import { Column, Entity, PrimaryColumn } from 'typeorm';
import { idColumn, textColumn, timeColumn } from '../store/columns';

/** A process that watches and synchronises mailboxes; one whose heartbeat is old is gone. */
@Entity('mail_listener_instance')
export class ListenerInstanceEntity {
  @PrimaryColumn(idColumn('id')) id!: string;
  @Column(textColumn('version', 40)) version!: string;
  @Column({ name: 'accounts', type: 'integer' }) accounts!: number;
  @Column(timeColumn('started_at')) startedAt!: number;
  @Column(timeColumn('heartbeat_at')) heartbeatAt!: number;
}

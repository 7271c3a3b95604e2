import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { flag, id, integer, primaryId, text, time } from './column-options';

const tables = [
  new Table({
    name: 'mail_event_stream',
    columns: [text('owner_id', 100, { isPrimary: true }), time('last_position')],
  }),
  new Table({
    name: 'mail_read_wish',
    columns: [
      primaryId('message_id'),
      id('account_id'),
      flag('is_read'),
      flag('server_is_read'),
      flag('is_telling'),
      integer('attempts'),
      time('next_attempt_at'),
      time('created_at'),
    ],
    indices: [{ name: 'mail_read_wish_account', columnNames: ['account_id', 'next_attempt_at'] }],
  }),
  new Table({
    name: 'mail_early_message',
    columns: [primaryId('message_id'), id('account_id'), id('folder_id'), time('created_at')],
    indices: [
      { name: 'mail_early_message_folder', columnNames: ['folder_id'] },
      { name: 'mail_early_message_account', columnNames: ['account_id'] },
    ],
  }),
];
const byPosition = new TableIndex({ name: 'mail_outbox_event_position', columnNames: ['owner_id', 'position'], isUnique: true });
const bySequence = new TableIndex({ name: 'mail_outbox_event_owner', columnNames: ['owner_id', 'seq'] });

/**
 * What makes the synchronisation lose nothing: each owner's events get their numbers in the order of their transactions, marks
 * that the server has not been told of are written down, and so is what arrived ahead of its folder's backfill.
 */
export class SyncSafety1764300000200 implements MigrationInterface {
  readonly name = 'SyncSafety1764300000200';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.createTable(table);
    await queryRunner.addColumn('mail_folder', new TableColumn({ ...time('news_since'), isNullable: true }));
    await queryRunner.addColumn('mail_skipped', new TableColumn({ ...flag('is_read'), isNullable: true }));
    await queryRunner.addColumn('mail_outgoing', new TableColumn({ ...time('retried_at'), isNullable: true }));
    await queryRunner.addColumn('mail_outbox_event', new TableColumn({ ...time('position'), default: 0 }));
    // Browsers come back with the numbers that they were given.
    await queryRunner.query('UPDATE mail_outbox_event SET position = seq');
    await queryRunner.query(
      'INSERT INTO mail_event_stream (owner_id, last_position) SELECT owner_id, MAX(seq) FROM mail_outbox_event GROUP BY owner_id',
    );
    await queryRunner.dropIndex('mail_outbox_event', bySequence);
    await queryRunner.createIndex('mail_outbox_event', byPosition);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('mail_outbox_event', byPosition);
    await queryRunner.createIndex('mail_outbox_event', bySequence);
    await queryRunner.dropColumn('mail_outbox_event', 'position');
    await queryRunner.dropColumn('mail_outgoing', 'retried_at');
    await queryRunner.dropColumn('mail_skipped', 'is_read');
    await queryRunner.dropColumn('mail_folder', 'news_since');
    for (const table of [...tables].reverse()) await queryRunner.dropTable(table);
  }
}

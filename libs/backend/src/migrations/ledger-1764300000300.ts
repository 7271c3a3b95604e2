import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex, type TableOptions } from 'typeorm';
import { id, integer, primaryId, text, time } from './column-options';

const tables: TableOptions[] = [
  {
    name: 'mail_reconciliation',
    columns: [
      primaryId('account_id'),
      time('finished_at'),
      text('triggered_by', 20),
      text('repair', 20),
      integer('missing_count'),
      integer('surplus_count'),
      integer('read_flag_count'),
      integer('index_count'),
    ],
  },
  {
    name: 'mail_health_hour',
    withoutRowid: true,
    columns: [
      primaryId('account_id'),
      time('hour', { isPrimary: true }),
      integer('received_count'),
      integer('stored_count'),
      ...Array.from({ length: 12 }, (_, bucket) => integer(`lag_${bucket}`)),
    ],
    indices: [{ name: 'mail_health_hour_hour', columnNames: ['hour'] }],
  },
  {
    name: 'mail_turn',
    columns: [text('name', 100, { isPrimary: true }), id('owner_id'), time('expires_at')],
  },
];

/** What an account's or a folder's row says besides. */
const columns = {
  mail_folder: [new TableColumn({ name: 'keeps_emails', type: 'boolean', isNullable: true })],
  mail_account: [new TableColumn({ name: 'keeps_earlier', type: 'boolean', isNullable: true })],
};

/** Comparisons with the server, the health of email by hours, and what becomes of emails that are no longer imported. */
export class Ledger1764300000300 implements MigrationInterface {
  readonly name = 'Ledger1764300000300';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.createTable(new Table(table));
    for (const [table, added] of Object.entries(columns)) await queryRunner.addColumns(table, added);
    await queryRunner.createIndex('mail_account', new TableIndex({ name: 'mail_account_phase', columnNames: ['phase', 'id'] }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('mail_account', 'mail_account_phase');
    for (const [table, added] of Object.entries(columns)) await queryRunner.dropColumns(table, added);
    for (const { name } of [...tables].reverse()) await queryRunner.dropTable(name);
  }
}

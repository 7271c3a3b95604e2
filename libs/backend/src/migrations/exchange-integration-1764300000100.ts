import { type MigrationInterface, type QueryRunner, Table, TableColumn, TableIndex } from 'typeorm';
import { integer, longText, NULLABLE, primaryId, text, time } from './column-options';

const integration = new Table({
  name: 'mail_exchange_integration',
  columns: [
    primaryId('id'),
    text('status', 20),
    text('login', 320, NULLABLE),
    longText('password', NULLABLE),
    longText('domains'),
    longText('policy'),
    text('error_code', 60, NULLABLE),
    longText('error_message', NULLABLE),
    time('error_since', NULLABLE),
    integer('tries'),
    time('next_try_at', NULLABLE),
    time('users_checked_at', NULLABLE),
    integer('revision'),
    time('updated_at'),
  ],
});

const accountColumns = [
  text('covered_address', 320, NULLABLE),
  text('covered_domain', 253, NULLABLE),
  text('covered_name', 200, NULLABLE),
  longText('exclusions', NULLABLE),
  longText('applied_policy', NULLABLE),
].map((column) => new TableColumn(column));

const accountIndices = [
  new TableIndex({ name: 'mail_account_covered', columnNames: ['covered_address', 'id'] }),
  new TableIndex({ name: 'mail_account_covered_phase', columnNames: ['phase', 'covered_address', 'id'] }),
];

/** The organisation's Exchange integration, and what it knows of the accounts that it covers. */
export class ExchangeIntegration1764300000100 implements MigrationInterface {
  readonly name = 'ExchangeIntegration1764300000100';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createTable(integration);
    await queryRunner.addColumns('mail_account', accountColumns);
    await queryRunner.createIndices('mail_account', accountIndices);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndices('mail_account', accountIndices);
    await queryRunner.dropColumns('mail_account', accountColumns);
    await queryRunner.dropTable(integration);
  }
}

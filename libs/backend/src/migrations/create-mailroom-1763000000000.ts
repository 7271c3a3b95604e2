import { type MigrationInterface, type QueryRunner, Table } from 'typeorm';
import { accountTables } from './account-tables';
import { messageTables } from './message-tables';
import { createSearchTable } from './search-table';

/** Every table of the plugin. Written with the schema API, so that the same runs on each database. */
export class CreateMailroom1763000000000 implements MigrationInterface {
  readonly name = 'CreateMailroom1763000000000';
  private readonly tables = [...accountTables, ...messageTables];

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of this.tables) await queryRunner.createTable(new Table(table));
    await createSearchTable(queryRunner);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE mail_search');
    for (const { name } of [...this.tables].reverse()) await queryRunner.dropTable(name);
  }
}

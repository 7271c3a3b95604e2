import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Each listener asks every few seconds which mailboxes are its own. */
export class IndexLeases1764300000400 implements MigrationInterface {
  readonly name = 'IndexLeases1764300000400';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.createIndex('mail_account', new TableIndex({ name: 'mail_account_lease_owner', columnNames: ['lease_owner'] }));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('mail_account', 'mail_account_lease_owner');
  }
}

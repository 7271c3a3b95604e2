import { type MigrationInterface, type QueryRunner, TableColumn, TableIndex } from 'typeorm';
import { NULLABLE, time } from './column-options';

const untold = new TableIndex({ name: 'mail_outbox_event_told', columnNames: ['told_at', 'seq'] });
const byFolder = new TableIndex({ name: 'mail_skipped_folder', columnNames: ['folder_id'] });
const byFolderAndId = new TableIndex({ name: 'mail_skipped_folder', columnNames: ['folder_id', 'id'] });

/** Events remember whether the host was told; a folder's part of the exclusion ledger is read page by page. */
export class HostEvents1764300000310 implements MigrationInterface {
  readonly name = 'HostEvents1764300000310';

  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.addColumn('mail_outbox_event', new TableColumn(time('told_at', NULLABLE)));
    await queryRunner.createIndex('mail_outbox_event', untold);
    await queryRunner.dropIndex('mail_skipped', byFolder);
    await queryRunner.createIndex('mail_skipped', byFolderAndId);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.dropIndex('mail_skipped', byFolderAndId);
    await queryRunner.createIndex('mail_skipped', byFolder);
    await queryRunner.dropIndex('mail_outbox_event', untold);
    await queryRunner.dropColumn('mail_outbox_event', 'told_at');
  }
}

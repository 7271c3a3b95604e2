import { type MigrationInterface, type QueryRunner, Table, type TableOptions } from 'typeorm';
import { id, integer, NULLABLE, primaryId, text, time } from './column-options';

const tables: TableOptions[] = [
  {
    name: 'mail_draft',
    columns: [
      primaryId('id'),
      text('owner_id', 100),
      { name: 'content', type: 'json' },
      integer('revision'),
      text('editor', 64),
      id('outgoing_id', NULLABLE),
      time('created_at'),
      time('updated_at'),
    ],
    indices: [
      { name: 'mail_draft_owner', columnNames: ['owner_id', 'id'] },
      { name: 'mail_draft_outgoing', columnNames: ['outgoing_id'] },
    ],
  },
  {
    name: 'mail_draft_attachment',
    columns: [
      primaryId('id'),
      id('draft_id'),
      text('owner_id', 100),
      text('filename', 255),
      text('content_type', 200),
      text('raw_sha256', 64),
      id('raw_pack'),
      integer('raw_offset'),
      integer('size'),
    ],
    indices: [
      { name: 'mail_draft_attachment_draft', columnNames: ['draft_id', 'id'] },
      { name: 'mail_draft_attachment_owner', columnNames: ['owner_id'] },
    ],
  },
];

/** Messages that are being written, kept as they are typed. */
export class Drafts1764300000600 implements MigrationInterface {
  readonly name = 'Drafts1764300000600';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.createTable(new Table(table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...tables].reverse()) await queryRunner.dropTable(name);
  }
}

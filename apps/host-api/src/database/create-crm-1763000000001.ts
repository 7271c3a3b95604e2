import { type MigrationInterface, type QueryRunner, Table, type TableColumnOptions, type TableOptions } from 'typeorm';

const text = (name: string, length: number, options: Partial<TableColumnOptions> = {}): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...options,
});
const id = (name: string): TableColumnOptions => text(name, 36);
const primaryId: TableColumnOptions = text('id', 36, { isPrimary: true });
const time = (name: string): TableColumnOptions => ({ name, type: 'bigint' });

const tables: TableOptions[] = [
  {
    name: 'crm_user',
    columns: [
      primaryId,
      text('email', 320),
      text('email_domain', 255),
      text('display_name', 200),
      text('password_hash', 255),
      { name: 'system_operations', type: 'text' },
    ],
    indices: [
      { name: 'crm_user_email', columnNames: ['email'], isUnique: true },
      { name: 'crm_user_email_domain', columnNames: ['email_domain', 'id'] },
    ],
  },
  {
    name: 'crm_session',
    columns: [text('token_sha256', 64, { isPrimary: true }), id('user_id'), time('expires_at')],
    indices: [
      { name: 'crm_session_user', columnNames: ['user_id'] },
      { name: 'crm_session_expires', columnNames: ['expires_at'] },
    ],
  },
  {
    name: 'crm_contact',
    columns: [primaryId, text('name', 200)],
  },
  {
    name: 'crm_contact_address',
    columns: [text('contact_id', 36, { isPrimary: true }), text('address', 320, { isPrimary: true })],
    indices: [{ name: 'crm_contact_address_address', columnNames: ['address'] }],
  },
];

/** The CRM's own tables: people, and nothing of their mail. */
export class CreateCrm1763000000001 implements MigrationInterface {
  readonly name = 'CreateCrm1763000000001';

  async up(queryRunner: QueryRunner): Promise<void> {
    for (const table of tables) await queryRunner.createTable(new Table(table));
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    for (const { name } of [...tables].reverse()) await queryRunner.dropTable(name);
  }
}

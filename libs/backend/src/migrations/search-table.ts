import type { QueryRunner } from 'typeorm';

/** The full-text index of messages, by `mail_message.seq`: each database has its own kind. */
const definitions: Partial<Record<string, readonly string[]>> = {
  'better-sqlite3': [
    // Three letters may be the beginning of a thousand words: with an index of their own they are one lookup, at 2 % of an import's CPU.
    `CREATE VIRTUAL TABLE mail_search USING fts5(body, content='', contentless_delete=1, detail=none, prefix='3', tokenize='ascii')`,
    // Segments are merged sixteen at a time: imports write less, and searches still read few.
    `INSERT INTO mail_search(mail_search, rank) VALUES ('automerge', 16)`,
  ],
  postgres: [
    'CREATE TABLE mail_search (message_seq integer PRIMARY KEY, body tsvector NOT NULL)',
    // Compression would gain a twentieth of the room, at a tenth of what indexing takes.
    'ALTER TABLE mail_search ALTER COLUMN body SET STORAGE EXTERNAL',
    'CREATE INDEX mail_search_body ON mail_search USING gin (body)',
  ],
  mysql: [
    'CREATE TABLE mail_search (message_seq integer PRIMARY KEY, body mediumtext NOT NULL, FULLTEXT mail_search_body (body)) CHARACTER SET utf8mb4',
  ],
};

export async function createSearchTable(queryRunner: QueryRunner): Promise<void> {
  const { type } = queryRunner.connection.options;
  const statements = definitions[type === 'mariadb' ? 'mysql' : type];
  if (!statements) throw new Error(`Mailroom runs on SQLite (better-sqlite3), PostgreSQL, MariaDB and MySQL, not on “${type}”.`);
  for (const statement of statements) await queryRunner.query(statement);
}

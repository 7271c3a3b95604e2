import BetterSqlite3 from 'better-sqlite3';
import { DataSource } from 'typeorm';

/** A database of the benchmark's own, which the product uses too. */
export interface BenchDatabase {
  title: string;
  /** As the product's `DATABASE_URL`. */
  url: string;
  /** Inserts rows of the same columns. */
  insert(table: string, rows: readonly Record<string, unknown>[]): Promise<void>;
  /** Adds texts to the full-text index, by the messages' numbers. */
  index(texts: readonly { seq: number; body: string }[]): Promise<void>;
  /** Brings the planner's statistics up to date, as the server does by itself in time. */
  analyse(): Promise<void>;
  drop(): Promise<void>;
}

/** @param kind `sqlite`, or `postgres` (of `TEST_POSTGRES_URL`, or on this machine), in a schema that `drop` removes */
export async function openDatabase(kind: string, file: string, schema: string): Promise<BenchDatabase> {
  if (kind === 'sqlite') return new SqliteDatabase(file);
  if (kind !== 'postgres') throw new Error(`There is no database “${kind}”: choose sqlite or postgres.`);
  const url = new URL(process.env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test');
  const client = await new DataSource({ type: 'postgres', url: url.href, poolSize: 1 }).initialize();
  await client.query(`CREATE SCHEMA ${schema}`);
  await client.query(`SET search_path TO ${schema}`);
  url.searchParams.set('options', `-c search_path=${schema}`);
  return new PostgresDatabase(client, url.href, schema);
}

class SqliteDatabase implements BenchDatabase {
  readonly title = 'SQLite';
  readonly url: string;
  private opened: BetterSqlite3.Database | null = null;

  constructor(private readonly file: string) {
    this.url = `sqlite:${file}`;
  }

  async insert(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {});
    const statement = this.database.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
    this.database.transaction(() => {
      for (const row of rows) statement.run(columns.map((column) => sqliteValue(row[column])));
    })();
    await Promise.resolve();
  }

  async index(texts: readonly { seq: number; body: string }[]): Promise<void> {
    const statement = this.database.prepare('INSERT INTO mail_search (rowid, body) VALUES (?, ?)');
    this.database.transaction(() => {
      for (const { seq, body } of texts) statement.run(seq, body);
    })();
    await Promise.resolve();
  }

  async analyse(): Promise<void> {
    this.database.pragma('wal_checkpoint(TRUNCATE)');
    await Promise.resolve();
  }

  async drop(): Promise<void> {
    this.opened?.close();
    await Promise.resolve();
  }

  private get database(): BetterSqlite3.Database {
    this.opened ??= new BetterSqlite3(this.file);
    this.opened.pragma('synchronous = OFF');
    this.opened.pragma('busy_timeout = 10000');
    return this.opened;
  }
}

const sqliteValue = (value: unknown): unknown => (typeof value === 'boolean' ? Number(value) : value);

class PostgresDatabase implements BenchDatabase {
  readonly title = 'PostgreSQL';

  constructor(
    private readonly client: DataSource,
    readonly url: string,
    private readonly schema: string,
  ) {}

  async insert(table: string, rows: readonly Record<string, unknown>[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {});
    const values: unknown[] = [];
    const tuples = rows.map((row) => `(${columns.map((column) => `$${values.push(row[column])}`).join(', ')})`);
    await this.client.query(`INSERT INTO ${table} (${columns.join(', ')}) VALUES ${tuples.join(', ')}`, values);
  }

  async index(texts: readonly { seq: number; body: string }[]): Promise<void> {
    await this.client.query(
      `INSERT INTO mail_search (message_seq, body) SELECT seq, CAST(body AS tsvector) FROM UNNEST($1::int[], $2::text[]) AS t(seq, body)`,
      [texts.map(({ seq }) => seq), texts.map(({ body }) => body)],
    );
  }

  async analyse(): Promise<void> {
    for (const table of ['mail_message', 'mail_message_address', 'mail_search', 'mail_folder', 'mail_account']) {
      await this.client.query(`VACUUM ANALYZE ${table}`);
    }
  }

  async drop(): Promise<void> {
    await this.client.query(`DROP SCHEMA ${this.schema} CASCADE`);
    await this.client.destroy();
  }
}

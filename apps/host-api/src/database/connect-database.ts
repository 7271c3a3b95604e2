import { DataSource, type DataSourceOptions, type QueryRunner } from 'typeorm';

/** Names the lock among all of the database server's. */
const LOCK = { postgres: 7_240_313, mysql: 'mailroom-migrations' };
const longestWaitSeconds = 600;

/**
 * Connects, and brings the tables up to date. Of several processes that start together one does it, and the others wait:
 * database servers have locks for that, and give them back when the one that holds them dies.
 */
export async function connectDatabase(options: DataSourceOptions | undefined): Promise<DataSource> {
  if (!options) throw new Error('No database was configured.');
  const dataSource = await new DataSource({ ...options, migrationsRun: false }).initialize();
  try {
    await alone(dataSource, () => dataSource.runMigrations());
  } catch (error) {
    await dataSource.destroy();
    throw error;
  }
  return dataSource;
}

async function alone(dataSource: DataSource, action: () => Promise<unknown>): Promise<void> {
  const { type } = dataSource.options;
  if (type === 'better-sqlite3') {
    await action();
    return;
  }
  const connection = dataSource.createQueryRunner();
  try {
    await (type === 'postgres' ? lockPostgres(connection) : lockMysql(connection));
    await action();
  } finally {
    await (
      type === 'postgres'
        ? connection.query('SELECT pg_advisory_unlock($1)', [LOCK.postgres])
        : connection.query('SELECT RELEASE_LOCK(?)', [LOCK.mysql])
    ).finally(() => connection.release());
  }
}

async function lockPostgres(connection: QueryRunner): Promise<void> {
  await connection.query('SELECT pg_advisory_lock($1)', [LOCK.postgres]);
}

async function lockMysql(connection: QueryRunner): Promise<void> {
  const [row] = (await connection.query('SELECT GET_LOCK(?, ?) AS got', [LOCK.mysql, longestWaitSeconds])) as { got: unknown }[];
  if (Number(row?.got) !== 1) throw new Error('Another process has brought the tables up to date for ten minutes, and goes on.');
}

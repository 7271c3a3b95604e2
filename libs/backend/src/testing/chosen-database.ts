import type { DataSource, DataSourceOptions } from 'typeorm';
import { createDatabase, type CreatedDatabase, databasesNamed, newDatabaseName } from './service-databases';

declare global {
  /** Set by `jest.services.config.cjs`: the title of the database that the plugin's own specs run on in place of SQLite. */
  var mailroomDatabase: string | undefined;
}

/** A database that a test has for itself. */
export interface LentDatabase {
  options: DataSourceOptions;
  /** Empties it, for the next test. */
  giveBack(): Promise<void>;
}

const free: (CreatedDatabase & { options: DataSourceOptions })[] = [];
const made: CreatedDatabase[] = [];

/** `null` where the specs run on SQLite in memory. Schemas are made once a spec file: making tables takes long. */
export async function chosenDatabase(): Promise<LentDatabase | null> {
  const title = globalThis.mailroomDatabase;
  if (title === undefined) return null;
  const database = free.pop() ?? (await makeDatabase(title));
  return {
    options: database.options,
    giveBack: async () => {
      await empty(database.dataSource);
      free.push(database);
    },
  };
}

async function makeDatabase(title: string) {
  const service = databasesNamed(newDatabaseName()).find((each) => each.title === title);
  if (!service) throw new Error(`There is no database “${title}”.`);
  const created = await createDatabase(service);
  made.push(created);
  await created.dataSource.runMigrations();
  return { ...created, options: service.options };
}

async function empty(dataSource: DataSource): Promise<void> {
  const tables = [...dataSource.entityMetadatas.map(({ tableName }) => tableName), 'mail_search'];
  if (dataSource.options.type === 'postgres') {
    await dataSource.query(`TRUNCATE ${tables.join(', ')} CASCADE`);
    return;
  }
  const connection = dataSource.createQueryRunner();
  try {
    await connection.query('SET FOREIGN_KEY_CHECKS = 0');
    for (const table of tables) await connection.query(`DELETE FROM ${table}`);
    await connection.query('SET FOREIGN_KEY_CHECKS = 1');
  } finally {
    await connection.release();
  }
}

if (globalThis.mailroomDatabase !== undefined) {
  afterAll(async () => {
    for (const database of made) await database.drop();
  });
}

import { randomBytes } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { mailroomMigrations } from '../migrations/mailroom-migrations';
import { mailroomEntities } from '../store/entities';

/** A PostgreSQL or MariaDB on which a test may make a schema of its own. */
export interface ServiceDatabase {
  title: string;
  admin: DataSourceOptions;
  options: DataSourceOptions;
  create: string;
  drop: string;
}

export const newDatabaseName = (): string => `mailroom_${randomBytes(6).toString('hex')}`;
const shared = { entities: mailroomEntities, migrations: mailroomMigrations };
const env = process.env;

/** One of each kind, of this name. */
export const databasesNamed = (name: string): ServiceDatabase[] => [
  {
    title: 'PostgreSQL',
    admin: { type: 'postgres', url: env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test' },
    options: {
      type: 'postgres',
      url: env['TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test',
      schema: name,
      extra: { options: `-c search_path=${name}` },
      ...shared,
    },
    create: `CREATE SCHEMA ${name}`,
    drop: `DROP SCHEMA ${name} CASCADE`,
  },
  {
    title: 'MariaDB',
    admin: { type: 'mariadb', url: env['TEST_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306/test' },
    options: { type: 'mariadb', url: (env['TEST_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306/test').replace(/[^/]*$/, name), ...shared },
    create: `CREATE DATABASE ${name} CHARACTER SET utf8mb4`,
    drop: `DROP DATABASE ${name}`,
  },
];

export const serviceDatabases = databasesNamed(newDatabaseName());

/** A schema of its own, connected. */
export interface CreatedDatabase {
  dataSource: DataSource;
  drop(): Promise<void>;
}

/** Makes the schema and connects to it; `drop` removes both. */
export async function createDatabase({ admin, options, create, drop }: ServiceDatabase): Promise<CreatedDatabase> {
  const adminSource = await new DataSource(admin).initialize();
  await adminSource.query(create);
  const dataSource = await new DataSource(options).initialize();
  return {
    dataSource,
    async drop() {
      await dataSource.destroy();
      await adminSource.query(drop);
      await adminSource.destroy();
    },
  };
}

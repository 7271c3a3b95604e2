import { randomBytes } from 'node:crypto';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { mailroomEntities } from '../store/entities';
import { mailroomMigrations } from './mailroom-migrations';

const name = `mailroom_${randomBytes(6).toString('hex')}`;
const shared = { entities: mailroomEntities, migrations: mailroomMigrations };
const env = process.env;

const databases: { title: string; admin: DataSourceOptions; options: DataSourceOptions; create: string; drop: string }[] = [
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

describe.each(databases)('migrations on $title', ({ admin, options, create, drop }) => {
  const adminSource = new DataSource(admin);
  const dataSource = new DataSource(options);

  beforeAll(async () => {
    await adminSource.initialize();
    await adminSource.query(create);
    await dataSource.initialize();
  });
  afterAll(async () => {
    await dataSource.destroy();
    await adminSource.query(drop);
    await adminSource.destroy();
  });

  it('make exactly the tables that the entities describe, and can be undone', async () => {
    await dataSource.runMigrations();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.undoLastMigration();
    await dataSource.runMigrations();
  });
});

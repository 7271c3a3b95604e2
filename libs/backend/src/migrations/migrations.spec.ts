import { DataSource } from 'typeorm';
import { mailroomEntities } from '../store/entities';
import { mailroomMigrations } from './mailroom-migrations';

describe('migrations on SQLite', () => {
  let dataSource: DataSource;

  beforeAll(async () => {
    dataSource = new DataSource({
      type: 'better-sqlite3',
      database: ':memory:',
      entities: mailroomEntities,
      migrations: mailroomMigrations,
    });
    await dataSource.initialize();
    await dataSource.runMigrations();
  });
  afterAll(() => dataSource.destroy());

  it('make exactly the tables that the entities describe', async () => {
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
  });

  it('can be undone', async () => {
    for (const _ of mailroomMigrations) await dataSource.undoLastMigration();
    const tables = await dataSource.query<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE name LIKE 'mail_%'`);
    expect(tables).toEqual([]);
  });
});

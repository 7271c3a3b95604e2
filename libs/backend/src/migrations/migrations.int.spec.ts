import { createDatabase, serviceDatabases } from '../testing/service-databases';

describe.each(serviceDatabases)('migrations on $title', (database) => {
  let created: Awaited<ReturnType<typeof createDatabase>>;
  beforeAll(async () => {
    created = await createDatabase(database);
  });
  afterAll(() => created.drop());

  it('make exactly the tables that the entities describe, and can be undone', async () => {
    const { dataSource } = created;
    await dataSource.runMigrations();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.undoLastMigration();
    await dataSource.runMigrations();
  });
});

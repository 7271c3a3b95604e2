import { DataSource, type DataSourceOptions } from 'typeorm';
import { databaseOptions } from './database-options';

describe('the CRM’s migrations', () => {
  it('make, with the plugin’s, exactly the tables that the entities describe', async () => {
    const dataSource = new DataSource(databaseOptions({ type: 'better-sqlite3', path: ':memory:' }) as DataSourceOptions);
    await dataSource.initialize();
    const { upQueries } = await dataSource.driver.createSchemaBuilder().log();
    expect(upQueries.map(({ query }) => query)).toEqual([]);
    await dataSource.destroy();
  });
});

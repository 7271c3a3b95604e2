import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { mailroomMigrations } from '../migrations/mailroom-migrations';
import { mailroomEntities } from '../store/entities';
import { describeSearch, SearchedMessages } from '../testing/search-promises';
import { foldForSearch, wordsOf } from './search-text';

async function connect(): Promise<{ dataSource: DataSource; drop(): Promise<void> }> {
  const dataSource = await new DataSource({
    type: 'better-sqlite3',
    database: ':memory:',
    entities: mailroomEntities,
    migrations: mailroomMigrations,
  }).initialize();
  return { dataSource, drop: () => dataSource.destroy() };
}

describe('search on SQLite', () => {
  describeSearch(connect);

  it('finds any text by any of its words, whatever is typed', async () => {
    const { dataSource, drop } = await connect();
    await dataSource.runMigrations();
    const messages = new SearchedMessages(dataSource);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (text) => {
        const indexed = text.replaceAll('\0', ' ');
        const id = await messages.add(indexed);
        for (const word of [...wordsOf(foldForSearch(indexed)), ...indexed.split(/\s+/)]) {
          const found = await messages.find(word);
          if (wordsOf(foldForSearch(word)).length > 0) expect(found).toContain(id);
        }
      }),
      { numRuns: 500 },
    );
    await drop();
  });
});

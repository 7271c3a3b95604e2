import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { mailroomMigrations } from '../migrations/mailroom-migrations';
import { AtomicWriter } from '../store/atomic-writer';
import { mailroomEntities } from '../store/entities';
import { SqlReader } from '../store/sql-reader';
import { planThreads } from './threads';

/** Messages by their thread names (own first), each with a number to know it by. */
type Names = string[];

describe('threads', () => {
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

  let account = 0;
  /** Stores the messages in batches and gives the groups that came of it, each as a sorted list. */
  const group = async (batches: Names[][]): Promise<string[]> => {
    account += 1;
    const reader = new SqlReader(dataSource);
    const writer = new AtomicWriter(dataSource);
    for (const batch of batches) await writer.write((await planThreads(reader, `account ${account}`, batch)).statements);
    const names = [...new Set(batches.flat(2))];
    const found = await planThreads(
      reader,
      `account ${account}`,
      names.map((name) => [name]),
    );
    const groups = new Map<string, string[]>();
    found.threadIds.forEach((id, index) => groups.set(id, [...(groups.get(id) ?? []), names[index] ?? '']));
    return [...groups.values()].map((members) => members.sort().join(' ')).sort();
  };

  it('hold an answer and what it answers together, though that comes later or never', async () => {
    expect(await group([[['c', 'b', 'a']], [['a']], [['x']], [['d', 'b']]])).toEqual(['a b c d', 'x']);
  });

  it('become one when a message joins them', async () => {
    expect(await group([[['a'], ['b']], [['c', 'a', 'b']]])).toEqual(['a b c']);
  });

  it('are the same in whatever order and batches the messages arrive', async () => {
    const name = fc.integer({ min: 0, max: 12 }).map(String);
    const message = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
    const arrival = fc.array(message, { minLength: 1, maxLength: 12 }).chain((messages) =>
      fc.record({
        messages: fc.constant(messages),
        shuffled: fc.shuffledSubarray(messages, { minLength: messages.length }),
        batchSize: fc.integer({ min: 1, max: 12 }),
      }),
    );
    await fc.assert(
      fc.asyncProperty(arrival, async ({ messages, shuffled, batchSize }) => {
        const batches: Names[][] = [];
        for (let start = 0; start < shuffled.length; start += batchSize) batches.push(shuffled.slice(start, start + batchSize));
        expect(await group(batches)).toEqual(await group(messages.map((one) => [one])));
      }),
      { numRuns: 60 },
    );
  });
});

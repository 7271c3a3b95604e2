import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import type { MailEvent } from '@mailroom/contract';
import { AtomicWriter, placeholders, type Statement } from '../store/atomic-writer';
import { createDatabase, serviceDatabases } from '../testing/service-databases';
import { OutboxRepository } from './outbox-repository';
import { outboxEvents } from './outbox';

const owner = 'anna';
const changed = (emailId: string): MailEvent => ({ type: 'email.changed', accountId: randomUUID(), emailIds: [emailId] });

describe.each(serviceDatabases)('the outbox on $title', (database) => {
  let created: Awaited<ReturnType<typeof createDatabase>>;
  let dataSource: DataSource;
  let outbox: OutboxRepository;
  let writer: AtomicWriter;
  beforeAll(async () => {
    created = await createDatabase(database);
    dataSource = created.dataSource;
    await dataSource.runMigrations();
    outbox = new OutboxRepository(dataSource);
    writer = new AtomicWriter(dataSource);
  });
  afterAll(() => created.drop());

  const textOf = ({ sql, mysql }: Statement): string =>
    dataSource.options.type === 'postgres' ? placeholders(dataSource, sql) : (mysql ?? sql);
  const seen = async (): Promise<string[]> =>
    (await outbox.after(owner, 0, 1_000)).map(({ payload }) => (JSON.parse(payload) as { emailIds: string[] }).emailIds.join());

  it('never shows an event before one that was written earlier and is committed later', async () => {
    const slow = dataSource.createQueryRunner();
    await slow.startTransaction();
    for (const statement of outboxEvents(owner, [changed('first')])) await slow.query(textOf(statement), [...statement.parameters]);
    const quick = writer.write(outboxEvents(owner, [changed('second')]));
    for (let look = 0; look < 20; look++) expect(await seen()).toEqual([]);
    await slow.commitTransaction();
    await slow.release();
    await quick;
    expect(await seen()).toEqual(['first', 'second']);
    expect(await outbox.newest(owner)).toBe(2);
  });

  it('gives a reader that goes on from what it has seen every event, however many write at a time', async () => {
    const from = await outbox.newest(owner);
    const writers = Array.from({ length: 6 }, async (_, index) => {
      for (let nth = 0; nth < 20; nth++)
        await writer.write(outboxEvents(owner, [changed(`${index}-${nth}-a`), changed(`${index}-${nth}-b`)]));
    });
    const positions: number[] = [];
    let isOver = false;
    const writing = Promise.all(writers).finally(() => (isOver = true));
    for (let last = false; !last;) {
      last = isOver;
      positions.push(...(await outbox.after(owner, positions.at(-1) ?? from, 1_000)).map(({ position }) => position));
    }
    await writing;
    expect(positions).toEqual(Array.from({ length: 240 }, (_, index) => from + 1 + index));
  });
});

import type { DataSource } from 'typeorm';
import { MessageSearch } from '../emails/message-search';
import { AtomicWriter } from '../store/atomic-writer';
import { newId } from '../store/id';
import { SqlReader } from '../store/sql-reader';
import { insertInto } from '../store/statements';

/** A full-text index with messages in it, on any database. */
export class SearchedMessages {
  private readonly search: MessageSearch;
  private readonly writer: AtomicWriter;
  private readonly reader: SqlReader;

  constructor(dataSource: DataSource) {
    this.search = new MessageSearch(dataSource);
    this.writer = new AtomicWriter(dataSource);
    this.reader = new SqlReader(dataSource);
  }

  /** @returns the message's id */
  async add(text: string): Promise<string> {
    const id = newId();
    const row = {
      id,
      account_id: id,
      folder_id: id,
      thread_id: id,
      remote_key: id.replaceAll('-', ''),
      remote_id: id,
      revision: '1',
      subject: '',
      people: '{}',
      received_at: 0,
      is_read: false,
      has_attachments: false,
      preview: '',
      size: 0,
      raw_sha256: '',
      raw_pack: id,
      raw_offset: 0,
      created_at: 0,
    };
    await this.writer.write([...insertInto('mail_message', [row]), ...this.search.add([{ id, text }])]);
    return id;
  }

  async find(typed: string): Promise<string[]> {
    const condition = this.search.condition(typed);
    if (!condition) return [];
    const rows = await this.reader.rows<{ id: string }>(`SELECT id FROM mail_message WHERE seq IN (${condition.seqs})`, [
      condition.parameter,
    ]);
    return rows.map(({ id }) => id);
  }

  remove(id: string): Promise<void> {
    return this.writer.write([this.search.remove([id])]);
  }
}

/** What a search promises, on every database. */
export function describeSearch(connect: () => Promise<{ dataSource: DataSource; drop(): Promise<void> }>): void {
  let messages: SearchedMessages;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const connected = await connect();
    drop = () => connected.drop();
    await connected.dataSource.runMigrations();
    messages = new SearchedMessages(connected.dataSource);
  });
  afterAll(() => drop());

  it.each([
    ['Crème brûlée', 'creme'],
    ['Creme Brulee', 'CRÈME'],
    ['Grüße aus Århus', 'grusse arhus'.replace('ss', 'ß')],
    ['Ответ: счёт', 'счет'],
    ['from anna.muller@example.test', 'muller'],
    ['from anna.muller@example.test', 'anna.muller@example.test'],
    ['see www.example.test/path', 'path'],
    ['ﬁnance ｆｕｌｌ', 'finance full'],
    ['नमस्ते दुनिया', 'दुनिया'],
    ['quarterly report', 'report quart'],
  ])('finds “%s” by “%s”', async (text, typed) => {
    const id = await messages.add(text);
    await messages.add('something else');
    expect(await messages.find(typed)).toContain(id);
    await messages.remove(id);
    expect(await messages.find(typed)).not.toContain(id);
  });

  it('asks for every word, the last one as far as it is typed', async () => {
    const both = await messages.add('invoice overdue');
    const one = await messages.add('invoice paid');
    expect(await messages.find('invoice over')).toEqual([both]);
    expect((await messages.find('invoice')).sort()).toEqual([both, one].sort());
  });

  it('takes words of any length, and finds the others beside them', async () => {
    const long = '語'.repeat(3_000);
    const id = await messages.add(`${long} beside`);
    expect(await messages.find('beside')).toEqual([id]);
    // Whether words that differ so late are told apart is the database's affair.
    await expect(messages.find(`beside ${long.slice(0, 1_000)}`)).resolves.toEqual(expect.any(Array));
  });
}

import { randomUUID } from 'node:crypto';
import { passwordContext } from '../accounts/mailbox-connector';
import { AtomicWriter } from '../store/atomic-writer';
import { TestApp } from '../testing/test-app';
import { KeyRotation } from './key-rotation';
import { sealedColumns, sealContext } from './sealed-columns';
import { TokenVault } from './token-vault';

const k1 = { id: 'k1', key: Buffer.alloc(32, 7) };
const k2 = { id: 'k2', key: Buffer.alloc(32, 8) };

describe('a change of encryption keys', () => {
  let app: TestApp;
  beforeEach(async () => (app = await TestApp.start()));
  afterEach(() => app.close());

  const newFirst = new TokenVault({ encryptionKeys: [k2, k1] });
  const rotation = () => new KeyRotation(app.dataSource, { encryptionKeys: [k2, k1] });
  const stored = () => app.dataSource.query<{ id: string; password: string }[]>('SELECT id, password FROM mail_account');
  const connectSome = async (count: number): Promise<void> => {
    await app.call('admin', 'POST', '/providers', provider);
    for (let i = 0; i < count; i++) {
      await app.call('anna', 'POST', '/accounts', { emailAddress: `anna${i}@example.com`, password: 'correct horse' });
    }
  };

  it('seals every stored secret by the first key, and none twice', async () => {
    await connectSome(3);
    await app.call('admin', 'POST', '/providers', { ...provider, domains: [], clientSecret: 'kept for later' });
    const byColumn = (results: Awaited<ReturnType<KeyRotation['run']>>) =>
      Object.fromEntries(results.map(({ table, column, resealed }) => [`${table}.${column}`, resealed]));
    expect(byColumn(await rotation().run())).toMatchObject({ 'mail_provider.client_secret': 1, 'mail_account.password': 3 });
    for (const { id, password } of await stored()) {
      expect(password).toMatch(/^k2\./);
      expect(new TokenVault({ encryptionKeys: [k2] }).open(password, passwordContext(id))).toBe('correct horse');
    }
    expect(byColumn(await rotation().run())).toMatchObject({ 'mail_provider.client_secret': 0, 'mail_account.password': 0 });
  });

  it('goes on where it was interrupted', async () => {
    await connectSome(3);
    const [first] = await stored();
    await app.dataSource.query(`UPDATE mail_account SET password = ? WHERE id = ?`, [
      newFirst.seal('correct horse', passwordContext(first?.id ?? '')),
      first?.id,
    ]);
    const results = await rotation().run();
    expect(results.find(({ column }) => column === 'password')).toMatchObject({ checked: 3, resealed: 2, unreadable: [] });
  });

  it.each([
    ['the new keys', newFirst],
    ['the old key', new TokenVault({ encryptionKeys: [k1] })],
  ])('keeps a password that is changed at the same moment by a process with %s', async (_, vault) => {
    await connectSome(1);
    const [{ id } = { id: '' }] = await stored();
    const write = AtomicWriter.prototype.write;
    jest.spyOn(AtomicWriter.prototype, 'write').mockImplementationOnce(async function (this: AtomicWriter, statements) {
      await app.dataSource.query('UPDATE mail_account SET password = ?', [vault.seal('changed', passwordContext(id))]);
      return write.call(this, statements);
    });
    await new KeyRotation(app.dataSource, { encryptionKeys: [k2, k1] }).run();
    const [account] = await stored();
    expect(account?.password).toMatch(/^k2\./);
    expect(newFirst.open(account?.password ?? '', passwordContext(id))).toBe('changed');
  });

  it('tells of a value that no key opens, and goes on', async () => {
    await connectSome(2);
    const [first] = await stored();
    await app.dataSource.query('UPDATE mail_account SET password = ? WHERE id = ?', ['k1.AAAA.AAAA', first?.id]);
    const results = await rotation().run();
    expect(results.find(({ column }) => column === 'password')).toMatchObject({ resealed: 1, unreadable: [first?.id] });
  });

  it('knows every column that anything is sealed for', async () => {
    await connectSome(1);
    const known = sealedColumns.map((column) => sealContext(column, ''));
    for (const { tableName, columns } of app.dataSource.entityMetadatas) {
      for (const { databaseName } of columns) {
        const [row] = await app.dataSource.query<object[]>(`SELECT 1 FROM ${tableName} WHERE ${databaseName} LIKE 'k1.%' LIMIT 1`);
        if (row) expect(known).toContain(sealContext({ table: tableName, column: databaseName }, ''));
      }
    }
  });
});

describe('a start without a key that stored secrets need', () => {
  it('is refused, naming the key and what needs it', async () => {
    const file = `/tmp/mailroom-keys-${randomUUID()}.sqlite`;
    const first = await TestApp.start({ encryptionKeys: [k1] }, file);
    await first.call('admin', 'POST', '/providers', provider);
    await first.call('anna', 'POST', '/accounts', { emailAddress: 'anna@example.com', password: 'correct horse' });
    await first.close();
    await expect(TestApp.start({ encryptionKeys: [k2] }, file)).rejects.toThrow(/“k1”.*1 in mail_account\.password/);
    const both = await TestApp.start({ encryptionKeys: [k2, k1] }, file);
    await new KeyRotation(both.dataSource, { encryptionKeys: [k2, k1] }).run();
    await both.close();
    const last = await TestApp.start({ encryptionKeys: [k2] }, file);
    const [account] = (await last.call('anna', 'GET', '/accounts')).body['items'] as { id: string }[];
    expect((await last.call('anna', 'POST', `/accounts/${account?.id}/reconnect`)).status).toBe(200);
    await last.close();
  });
});

const provider = { name: 'Example', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };

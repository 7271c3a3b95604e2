import { BlobStore } from '../store/blob-store';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';

describe('deleting an email account', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      for (const subject of ['one', 'two', 'three']) server.deliver('inbox', mail(subject));
    });
    await mailbox.untilLive();
  });
  afterEach(() => mailbox.close());

  it('leaves no row of it in any table, no word in the search, and no byte', async () => {
    const { app, accountId } = mailbox;
    const [{ raw_sha256: sha256 } = { raw_sha256: '' }] = await mailbox.rows<{ raw_sha256: string }>('SELECT raw_sha256 FROM mail_message');
    const blobs = app.app.get(BlobStore, { strict: false });
    expect((await blobs.get(accountId, sha256)).length).toBeGreaterThan(0);

    expect((await app.call('anna', 'DELETE', `/accounts/${accountId}`)).status).toBe(204);

    for (const { tableName, columns } of app.dataSource.entityMetadatas) {
      if (!columns.some(({ databaseName }) => databaseName === 'account_id') && tableName !== 'mail_account') continue;
      expect({ tableName, rows: await mailbox.rows(`SELECT * FROM ${tableName}`) }).toEqual({ tableName, rows: [] });
    }
    expect(await mailbox.rows(`SELECT rowid FROM mail_search WHERE mail_search MATCH 'text'`)).toEqual([]);
    await expect(blobs.get(accountId, sha256)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

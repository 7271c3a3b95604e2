import { MessageEntity } from '../emails/message.entity';
import { BlobMissingError, BlobStore, locationOf } from '../store/blob-store';
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
    const blobs = app.app.get(BlobStore, { strict: false });
    const message = await app.dataSource.getRepository(MessageEntity).findOneByOrFail({ accountId });
    expect((await blobs.get(accountId, locationOf(message))).length).toBe(message.size);

    expect((await app.call('anna', 'DELETE', `/accounts/${accountId}`)).status).toBe(204);

    for (const { tableName, columns } of app.dataSource.entityMetadatas) {
      if (!columns.some(({ databaseName }) => databaseName === 'account_id') && tableName !== 'mail_account') continue;
      expect({ tableName, rows: await mailbox.rows(`SELECT * FROM ${tableName}`) }).toEqual({ tableName, rows: [] });
    }
    expect(await mailbox.rows(`SELECT rowid FROM mail_search WHERE mail_search MATCH 'text'`)).toEqual([]);
    await expect(blobs.get(accountId, locationOf(message))).rejects.toBeInstanceOf(BlobMissingError);
  });
});

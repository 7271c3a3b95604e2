import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, itemIds, requests, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const shape = (...paths: readonly string[]): string =>
  `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${paths.map((path) => `<t:FieldURI FieldURI="${path}"/>`).join('')}</t:AdditionalProperties>`;

describe('properties that are asked for by their paths', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;
  let id: string;

  beforeAll(async () => {
    simulator = await startSimulator({ tls: false });
    id = simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    client = new SoapClient(simulator);
  });

  afterAll(() => simulator.close());

  const codes = (received: Received): string[] => texts(received, 'ResponseCode');
  const sync = (itemShape: string): Promise<Received> =>
    client.call(
      `<m:SyncFolderItems><m:ItemShape>${itemShape}</m:ItemShape><m:SyncFolderId><t:DistinguishedFolderId Id="inbox"/></m:SyncFolderId>` +
        '<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>',
    );
  const find = (itemShape: string): Promise<Received> =>
    client.call(requests.findItem('inbox').replace(/(<m:ItemShape>).*(<\/m:ItemShape>)/, `$1${itemShape}$2`));

  // exchangelib asks for the properties of all kinds at once; its issues 100 and 909 show what Exchange 2007 answers.
  it('GetItem leaves out what such an item cannot have; in the versions of Exchange 2007 it refuses', async () => {
    const request = requests.getItem([id], shape('item:Subject', 'meeting:AssociatedCalendarItemId', 'contacts:DisplayName'));
    const answer = await client.call(request);
    expect([codes(answer), texts(answer, 'Subject')]).toEqual([['NoError'], ['1']]);
    expect(codes(await client.call(request, { version: 'Exchange2007_SP1' }))).toEqual(['ErrorInvalidPropertyRequest']);
  });

  // exchangelib's issue 214; MS Learn, "EWS property-related errors".
  it.each(['item:TextBody', 'item:MimeContent', 'message:ToRecipients'])('FindItem refuses %s', async (path) => {
    expect(codes(await find(shape(path)))).toEqual(['ErrorInvalidPropertyForOperation']);
  });

  it('SyncFolderItems refuses to include MIME (MS-OXWSSYNC_R3787), and leaves out what only GetItem has', async () => {
    const mime = '<t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>';
    expect(codes(await sync(mime))).toEqual(['ErrorInvalidPropertyForOperation']);
    const answer = await sync(shape('item:Subject', 'item:MimeContent', 'item:Body', 'message:ToRecipients'));
    expect([codes(answer), itemIds(answer), texts(answer, 'Subject')]).toEqual([['NoError'], [id], ['1']]);
    expect([...all(answer.body, 'MimeContent'), ...all(answer.body, 'Body')]).toEqual([]);
  });
});

import { type RunningSimulator } from './index';
import { invalidOnPurpose, startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { requests, textOf, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const faultOf = ({ text }: Received): string | undefined => /<faultcode[^>]*>a:(\w+)</.exec(text)?.[1];
const asking = (path: string): string =>
  requests.getItem(
    [],
    `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties><t:FieldURI FieldURI="${path}"/></t:AdditionalProperties>`,
  );
const syncWith = (rest: string): string => requests.syncItems('inbox').replace('</m:SyncFolderItems>', `${rest}</m:SyncFolderItems>`);

describe('the version that a request asks for', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;
  let id: string;

  const start = async (serverVersion?: string): Promise<void> => {
    simulator = await startSimulator({ tls: false, serverVersion });
    id = simulator.deliver(alice, 'Inbox', plainMessage('1'));
    client = new SoapClient(simulator);
  };

  afterEach(() => simulator.close());

  /** What is left of an item request's list when ids are put into it. */
  const withId = (request: string): string => request.replace('<m:ItemIds></m:ItemIds>', `<m:ItemIds><t:ItemId Id="${id}"/></m:ItemIds>`);

  it.each([
    ['a property', asking('item:Preview'), 'Exchange2010_SP2', 'Exchange2013'],
    ['a folder', requests.getFolder('recoverableitemsroot'), 'Exchange2010', 'Exchange2010_SP1'],
    ['another folder', requests.getFolder('publicfoldersroot'), 'Exchange2007', 'Exchange2007_SP1'],
    ['an element (MS-OXWSSYNC_R37811007)', syncWith('<m:SyncScope>NormalItems</m:SyncScope>'), 'Exchange2007_SP1', 'Exchange2010'],
    [
      'an attribute (MS-OXWSCORE_R2310)',
      requests.deleteItem('x', 'HardDelete').replace('DeleteType', 'SuppressReadReceipts="true" DeleteType'),
      'Exchange2013',
      'Exchange2013_SP1',
    ],
  ])('must be that of %s, or newer (ResponseCode: ErrorIncorrectSchemaVersion)', async (_what, request, tooOld, oldest) => {
    await start();
    const old = await client.call(withId(request), { version: tooOld });
    expect([old.status, faultOf(old)]).toEqual([500, 'ErrorIncorrectSchemaVersion']);
    expect((await client.call(withId(request), { version: oldest })).status).toBe(200);
  });

  it('must be one that the server knows (ResponseCode: ErrorInvalidServerVersion)', async () => {
    await start('Exchange2010_SP2');
    const inbox = requests.getFolder('inbox');
    expect((await client.call(inbox, { version: 'Exchange2010_SP2' })).status).toBe(200);
    expect(faultOf(await client.call(inbox, { version: 'Exchange2013' }))).toBe('ErrorInvalidServerVersion');
    const unknown = await invalidOnPurpose(simulator, () => client.call(inbox, { version: 'Exchange2007_SP3' }));
    expect(unknown.status).toBe(500);
  });

  it.each([
    ['a property', asking('item:Preview')],
    ['a folder', requests.getFolder('conversationhistory')],
  ])('makes no difference to %s that the server does not know either (ResponseCode: ErrorSchemaValidation)', async (_what, request) => {
    await start('Exchange2010_SP2');
    expect(faultOf(await client.call(withId(request), { version: 'Exchange2010_SP2' }))).toBe('ErrorSchemaValidation');
  });

  it.each([
    ['property', asking('item:Colour')],
    ['folder', requests.getFolder('Calendar')],
  ])('has no %s that no schema has (ResponseCode: ErrorSchemaValidation)', async (_what, request) => {
    await start();
    const answer = await invalidOnPurpose(simulator, () => client.call(withId(request)));
    expect(faultOf(answer)).toBe('ErrorSchemaValidation');
  });

  it('lets old clients pull what newer ones stream (MS-OXWSNTIF 3.1.4.3)', async () => {
    await start();
    const version = 'Exchange2010';
    expect((await client.call(requests.subscribe('Streaming'), { version })).status).toBe(500);
    expect((await client.call(requests.getStreamingEvents(['x']), { version })).status).toBe(500);
    const made = await client.call(requests.subscribe('Pull'), { version });
    simulator.deliver(alice, 'Inbox', plainMessage('2'));
    const events = await client.call(requests.getEvents(textOf(made, 'SubscriptionId'), textOf(made, 'Watermark')), { version });
    expect([texts(events, 'ResponseCode'), texts(events, 'NewMailEvent')]).toEqual([['NoError'], [expect.anything()]]);
  });
});

import { connect } from 'node:tls';
import { type RunningSimulator } from './index';
import { invalidOnPurpose, startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, requests, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const inbox = requests.getFolder('inbox');

describe('who gets in', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeAll(async () => {
    simulator = await startSimulator({ superUser: { address: 'svc@example.test', password: 'service' } });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    simulator.deliver('bob@example.test', 'Inbox', plainMessage('1'));
    client = new SoapClient(simulator);
  });

  afterAll(() => simulator.close());

  it.each(['alice@example.test', 'ALICE@example.test', 'alice', 'EXAMPLE\\alice'])('the mailbox, as %s', async (login) => {
    expect(texts(await client.call(inbox, { login }), 'TotalCount')).toEqual(['1']);
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown login', { login: 'nobody' }],
    ['no credentials', { headers: { Authorization: '' } }],
    ['another scheme', { headers: { Authorization: 'Bearer token' } }],
  ])('nobody with %s', async (_what, sending) => {
    const { status, headers } = await client.call(inbox, sending);
    expect([status, headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Basic realm=/)]);
  });

  it('at the address, however it is written, and at no other', async () => {
    expect((await client.call(inbox, { path: '/ews/EXCHANGE.asmx' })).status).toBe(200);
    expect((await client.call(inbox, { path: '/EWS/Other.asmx' })).status).toBe(404);
    expect((await client.call('', { method: 'GET' })).status).toBe(200);
    expect((await client.call(inbox, { headers: { 'Content-Type': 'text/plain' } })).status).toBe(415);
  });

  it('over TLS that the authority vouches for, by every name of this machine', async () => {
    for (const host of ['localhost', '127.0.0.1', '::1']) {
      const isAuthorized = await new Promise((resolve, reject) => {
        const port = Number(new URL(simulator.url).port);
        const socket = connect({ host, port, ca: simulator.ca }, () => resolve(socket.end().authorized));
        socket.on('error', reject);
      });
      expect([host, isAuthorized]).toEqual([host, true]);
    }
  });

  it('the super-user, for any mailbox', async () => {
    const service = { login: 'svc@example.test', password: 'service' };
    expect(texts(await client.call(inbox, { ...service, impersonate: 'bob@example.test' }), 'ResponseCode')).toEqual(['NoError']);
    expect((await client.call(inbox, { ...service, impersonate: 'nobody@example.test' })).text).toContain('a:ErrorNonExistentMailbox');
    expect(texts(await client.call(inbox, service), 'ResponseCode')).toEqual(['ErrorMissingEmailAddress']);
  });

  it("nobody else in another's name", async () => {
    const refused = await client.call(inbox, { impersonate: 'bob@example.test' });
    expect([refused.status, refused.text]).toEqual([500, expect.stringContaining('a:ErrorImpersonateUserDenied')]);
    const foreign = inbox.replace(
      'Id="inbox"/>',
      'Id="inbox"><t:Mailbox><t:EmailAddress>bob@example.test</t:EmailAddress></t:Mailbox></t:DistinguishedFolderId>',
    );
    expect(texts(await client.call(foreign), 'ResponseCode')).toEqual(['ErrorAccessDenied']);
  });
});

describe('what is no proper request', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeAll(async () => {
    simulator = await startSimulator({ tls: false });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    client = new SoapClient(simulator);
  });

  afterAll(() => simulator.close());

  it.each([
    ['broken XML', '<s:Envelope>', 'ErrorSchemaValidation'],
    ['an empty body', '', 'ErrorSchemaValidation'],
    ['another document', '<html/>', 'ErrorSchemaValidation'],
    ['a document type', '<!DOCTYPE a><a/>', 'ErrorSchemaValidation'],
  ])('%s is a fault', async (_what, body, code) => {
    const { status, text } = await client.call(body, { whole: true });
    expect([status, text]).toEqual([500, expect.stringContaining(`a:${code}`)]);
  });

  it.each([
    ['an unknown operation', '<m:MakeCoffee/>', 'ErrorInvalidOperation'],
    ['an unknown base shape', inbox.replace('AllProperties', 'Allproperties'), 'ErrorSchemaValidation'],
    ['a missing element', '<m:GetItem/>', 'ErrorSchemaValidation'],
  ])('%s is a fault', async (_what, operation, code) => {
    const { status, text } = await invalidOnPurpose(simulator, () => client.call(operation));
    expect([status, text]).toEqual([500, expect.stringContaining(`a:${code}`)]);
  });

  it('a folder that is in no schema is merely not found, beside others that are, where requests are not held against it', async () => {
    const lenient = await startSimulator({ tls: false, schema: undefined });
    lenient.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const answer = await new SoapClient(lenient).call(requests.getFolder('archive', 'inbox'));
    expect(texts(answer, 'ResponseCode')).toEqual(['ErrorFolderNotFound', 'NoError']);
    await lenient.close();
  });
});

describe('the version of the server', () => {
  it.each([
    ['Exchange2007', 'Exchange2007', '8.0', 'ErrorSchemaValidation'],
    ['Exchange2010', 'Exchange2010', '14.0', 'ErrorInvalidServerVersion'],
    ['15.2.1118.7', 'Exchange2016', '15.2', 'ErrorInvalidServerVersion'],
  ])('%s is told in every answer, and limits what may be asked', async (serverVersion, schema, release, refusal) => {
    const simulator = await startSimulator({ tls: false, serverVersion });
    simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const client = new SoapClient(simulator, { version: schema });
    const { text } = await client.call(inbox);
    const [, major, minor] = /MajorVersion="(\d+)" MinorVersion="(\d+)"/.exec(text) ?? [];
    expect(`${major}.${minor}`).toBe(release);
    expect((await client.call(inbox, { version: 'V2016_10_10' })).text).toContain(`a:${refusal}`);
    await simulator.close();
  });

  it('limits operations and properties to those of the version that is asked for', async () => {
    const simulator = await startSimulator({ tls: false });
    const id = simulator.deliver('alice@example.test', 'Inbox', plainMessage('1'));
    const client = new SoapClient(simulator);
    const state = texts(await client.call(requests.syncItems('inbox')), 'SyncState')[0];
    await client.call(requests.setRead(id, true));
    expect((await client.call(requests.subscribe('Streaming'), { version: 'Exchange2010' })).text).toContain('ErrorInvalidServerVersion');
    expect((await client.call(requests.getStreamingEvents(['x']), { version: 'Exchange2010' })).text).toContain(
      'ErrorInvalidServerVersion',
    );
    const old = await client.call(requests.syncItems('inbox', state, 512, 'AllProperties'), { version: '' });
    expect([all(old.body, 'Update').length, texts(old, 'ConversationId')]).toEqual([1, []]);
    await simulator.close();
  });
});

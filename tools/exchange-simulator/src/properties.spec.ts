import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, requests, texts, textOf } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';

describe('properties of messages', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeAll(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
  });

  afterAll(() => simulator.close());

  const read = (mime: string, shape = '<t:BaseShape>AllProperties</t:BaseShape>', version = 'Exchange2013_SP1'): Promise<Received> =>
    client.call(requests.getItem([simulator.deliver(alice, 'Inbox', mime)], shape), { version });

  it.each([
    ['Importance: high', 'Importance', 'High'],
    ['X-Priority: 5 (Lowest)', 'Importance', 'Low'],
    ['X-Other: 1', 'Importance', 'Normal'],
    ['Sensitivity: Company-Confidential', 'Sensitivity', 'Confidential'],
    ['Sensitivity: Personal', 'Sensitivity', 'Personal'],
    ['X-Other: 1', 'Sensitivity', 'Normal'],
    ['Keywords: Red', 'String', 'Red'],
    ['Disposition-Notification-To: <bob@example.test>', 'IsReadReceiptRequested', 'true'],
    ['Return-Receipt-To: <bob@example.test>', 'IsDeliveryReceiptRequested', 'true'],
    ['X-Other: 1', 'IsReadReceiptRequested', 'false'],
  ])('are told from its header: "%s" makes %s %s (MS-OXCMAIL 2.2.3.2)', async (field, element, value) => {
    expect(textOf(await read(plainMessage('1', [field])), element)).toBe(value);
  });

  it('are instants in UTC, in whole seconds (MS-OXWSCDATA 2.2.1, dateTime)', async () => {
    const item = await read(plainMessage('1').replace('10:00:00 +0000', '10:00:00 +0200'));
    expect(textOf(item, 'DateTimeSent')).toBe('2026-01-05T08:00:00Z');
    for (const element of ['DateTimeReceived', 'DateTimeCreated', 'LastModifiedTime']) {
      expect(textOf(item, element)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    }
  });

  it('hold all header fields, for GetItem only (MS-OXWSCORE_R88, R2030)', async () => {
    const item = await read(plainMessage('1', ['X-Odd: a', 'X-Odd: b']));
    const fields = all(item.body, 'InternetMessageHeader').map((field) => [field.attribute('HeaderName'), field.text]);
    expect(fields).toEqual(
      expect.arrayContaining([
        ['X-Odd', 'a'],
        ['X-Odd', 'b'],
      ]),
    );
  });

  it.each([
    ['Exchange2010_SP2', []],
    ['Exchange2013', ['NotFlagged']],
  ])('of version %s have a flag, or none (MS-OXWSCORE_R1232, R1346)', async (version, flags) => {
    expect(texts(await read(plainMessage('1'), undefined, version), 'FlagStatus')).toEqual(flags);
  });

  it.each([
    ['text/html', 'HTML', '<p>A <b>bold</b> word</p>'],
    ['text/html', 'Text', 'A bold word'],
    ['text/html', 'Best', '<p>A <b>bold</b> word</p>'],
    ['text/plain', 'Best', '<p>A <b>bold</b> word</p>'],
    ['text/plain', 'HTML', '&lt;p&gt;'],
  ])('have a body of %s as %s (MS-OXWSCDATA 2.2.3.1, BodyTypeResponseType)', async (contentType, bodyType, expected) => {
    const mime = plainMessage('1', [`Content-Type: ${contentType}`], '<p>A <b>bold</b> word</p>');
    const item = await read(mime, `<t:BaseShape>Default</t:BaseShape><t:BodyType>${bodyType}</t:BodyType>`);
    const body = all(item.body, 'Body')[0];
    expect(body?.attribute('BodyType')).toBe(bodyType === 'Best' ? (contentType === 'text/html' ? 'HTML' : 'Text') : bodyType);
    expect(body?.text).toContain(expected);
  });

  it('have other forms of the body only when they are asked for by name', async () => {
    const message = plainMessage('1', [], 'Hello');
    expect(texts(await read(message), 'UniqueBody')).toEqual([]);
    const paths = ['item:UniqueBody', 'item:NormalizedBody', 'item:TextBody'].map((path) => `<t:FieldURI FieldURI="${path}"/>`).join('');
    const item = await read(message, `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${paths}</t:AdditionalProperties>`);
    expect([textOf(item, 'UniqueBody'), textOf(item, 'NormalizedBody'), textOf(item, 'TextBody')]).toEqual([
      'Hello\r\n',
      'Hello\r\n',
      'Hello\r\n',
    ]);
  });

  it('tell replies and what they reply to as one conversation, not what has the same subject (MS-OXWSCORE_R109)', async () => {
    const conversation = async (extra: readonly string[]): Promise<string | undefined> =>
      all((await read(plainMessage('Re: 1', extra))).body, 'ConversationId')[0]?.attribute('Id');
    const first = await conversation(['Message-ID: <1@x>']);
    expect(await conversation(['Message-ID: <2@x>', 'In-Reply-To: <1@x>', 'References: <1@x>'])).toBe(first);
    expect(await conversation(['Message-ID: <3@x>'])).not.toBe(first);
  });
});

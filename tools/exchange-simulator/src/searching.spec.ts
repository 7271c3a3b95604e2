import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, itemIds, requests, texts } from './testing/requests';
import { SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const page = (offset: number, most: number, from = 'Beginning'): string =>
  `<m:IndexedPageItemView MaxEntriesReturned="${most}" Offset="${offset}" BasePoint="${from}"/>`;
const constant = (value: string): string => `<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant>`;
const is = (uri: string, value: string): string => `<t:IsEqualTo><t:FieldURI FieldURI="${uri}"/>${constant(value)}</t:IsEqualTo>`;
const contains = (value: string): string =>
  `<t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase"><t:FieldURI FieldURI="item:Subject"/><t:Constant Value="${value}"/></t:Contains>`;
const sortBy = (uri: string, order: string): string =>
  `<m:SortOrder><t:FieldOrder Order="${order}"><t:FieldURI FieldURI="${uri}"/></t:FieldOrder></m:SortOrder>`;

describe('searching', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeAll(async () => {
    simulator = await startSimulator({ tls: false });
    client = new SoapClient(simulator);
    ['beta', 'alpha', 'gamma', 'delta'].forEach((subject) => {
      simulator.deliver(alice, 'Inbox', plainMessage(subject, [`Message-ID: <${subject}@example.test>`]));
    });
    simulator.deliver('alice.b@example.test', 'Inbox', plainMessage('1'));
    const [newest = ''] = itemIds(await client.call(requests.findItem('inbox')));
    await client.call(requests.setRead(newest, true));
  });

  afterAll(() => simulator.close());

  const subjects = async (restriction: string, rest = ''): Promise<string[]> =>
    texts(
      await client.call(requests.findItem('inbox', `${restriction === '' ? '' : `<m:Restriction>${restriction}</m:Restriction>`}${rest}`)),
      'Subject',
    );

  it('lists page by page from either end, and says where a page stands', async () => {
    const second = await client.call(requests.findItem('inbox', '', page(2, 2)));
    expect(texts(second, 'Subject')).toEqual(['alpha', 'beta']);
    expect(second.text).toContain('IndexedPagingOffset="4" TotalItemsInView="4" IncludesLastItemInRange="true"');
    const fromEnd = await client.call(requests.findItem('inbox', '', page(1, 2, 'End')));
    expect(texts(fromEnd, 'Subject')).toEqual(['gamma', 'alpha']);
  });

  it.each([
    ['a Message-ID', is('message:InternetMessageId', '&lt;alpha@example.test&gt;'), ['alpha']],
    ['the read flag', is('message:IsRead', 'true'), ['delta']],
    ['part of the subject', contains('LT'), ['delta']],
    ['one of two', `<t:Or>${contains('alp')}${contains('bet')}</t:Or>`, ['alpha', 'beta']],
    ['both of two', `<t:And>${contains('ta')}<t:Not>${is('message:IsRead', 'true')}</t:Not></t:And>`, ['beta']],
    ['a date', `<t:IsGreaterThan><t:FieldURI FieldURI="item:DateTimeReceived"/>${constant('2100-01-01T00:00:00Z')}</t:IsGreaterThan>`, []],
  ])('finds by %s', async (_what, restriction, found) => {
    expect(await subjects(restriction)).toEqual(found);
  });

  it('sorts as it is told', async () => {
    expect(await subjects('', sortBy('item:Subject', 'Ascending'))).toEqual(['alpha', 'beta', 'delta', 'gamma']);
    expect(await subjects('', sortBy('item:DateTimeReceived', 'Ascending'))).toEqual(['beta', 'alpha', 'gamma', 'delta']);
  });

  it('refuses to search by what it cannot', async () => {
    const answer = await client.call(requests.findItem('inbox', `<m:Restriction>${is('item:Culture', 'de')}</m:Restriction>`));
    expect(texts(answer, 'ResponseCode')).toEqual(['ErrorUnsupportedPathForQuery']);
    const query = await client.call(
      requests.findItem('inbox').replace('</m:FindItem>', '<m:QueryString>subject:a</m:QueryString></m:FindItem>'),
    );
    expect(texts(query, 'ResponseCode')).toEqual(['ErrorUnsupportedQueryFilter']);
  });

  it('finds folders right below, or everything below', async () => {
    simulator.deliver(alice, 'Inbox/Projects/2026', plainMessage('1'));
    expect(texts(await client.call(requests.findFolder('inbox', 'Shallow')), 'DisplayName')).toEqual(['Projects']);
    expect(texts(await client.call(requests.findFolder('inbox', 'Deep')), 'DisplayName')).toEqual(['Projects', '2026']);
  });

  it('resolves names to one mailbox, to several with a warning, or to none', async () => {
    const one = await client.call(requests.resolveNames('alice.b'));
    expect([texts(one, 'ResponseCode'), all(one.body, 'Mailbox')[0]?.textOf('EmailAddress')]).toEqual([
      ['NoError'],
      'alice.b@example.test',
    ]);
    expect(texts(await client.call(requests.resolveNames('Alice')), 'ResponseCode')).toEqual(['ErrorNameResolutionMultipleResults']);
    expect(texts(await client.call(requests.resolveNames('zoe')), 'ResponseCode')).toEqual(['ErrorNameResolutionNoResults']);
  });
});

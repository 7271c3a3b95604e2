import { type RunningSimulator } from './index';
import { startSimulator } from './testing/checked-simulator';
import { plainMessage } from './testing/messages';
import { all, itemIds, requests, texts } from './testing/requests';
import { type Received, SoapClient } from './testing/soap-client';

const alice = 'alice@example.test';
const publicStrings = '00020329-0000-0000-C000-000000000046';
const fields = {
  flagStatus: 'PropertyTag="0x1090" PropertyType="Integer"',
  flagStatusInDecimal: 'PropertyTag="4240" PropertyType="Integer"',
  lastVerb: 'PropertyTag="0x1081" PropertyType="Integer"',
  delivered: 'PropertyTag="0x0E06" PropertyType="SystemTime"',
  keywords: 'DistinguishedPropertySetId="PublicStrings" PropertyName="Keywords" PropertyType="StringArray"',
  keywordsByGuid: `PropertySetId="${publicStrings}" PropertyName="Keywords" PropertyType="StringArray"`,
  deleted: 'DistinguishedPropertySetId="Common" PropertyId="34160" PropertyType="Integer"',
  priority: 'DistinguishedPropertySetId="InternetHeaders" PropertyName="X-Priority" PropertyType="String"',
} as const;
const uri = (field: keyof typeof fields): string => `<t:ExtendedFieldURI ${fields[field]}/>`;
const property = (field: keyof typeof fields, ...values: readonly string[]): string => {
  const written = values.map((value) => `<t:Value>${value}</t:Value>`).join('');
  return `<t:ExtendedProperty>${uri(field)}${values.length > 1 ? `<t:Values>${written}</t:Values>` : written}</t:ExtendedProperty>`;
};

/** MS-OXWSXPROP 2.1.5 and 2.1.7 (PathToExtendedFieldType, DistinguishedPropertySetType). */
describe('MAPI properties', () => {
  let simulator: RunningSimulator;
  let client: SoapClient;

  beforeEach(async () => {
    simulator = await startSimulator({ tls: false });
    simulator.deliver(alice, 'Archive', plainMessage('makes the mailbox'));
    client = new SoapClient(simulator);
  });

  afterEach(() => simulator.close());

  const create = async (subject: string, ...properties: readonly string[]): Promise<string> => {
    const answer = await client.call(requests.createItem('SaveOnly', `<t:Subject>${subject}</t:Subject>${properties.join('')}`, 'inbox'));
    return itemIds(answer)[0] ?? '';
  };
  const read = async (id: string, ...asked: (keyof typeof fields)[]): Promise<string[][]> => {
    const paths = asked.map(uri).join('');
    const shape = `<t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>${paths}</t:AdditionalProperties>`;
    const answer = await client.call(requests.getItem([id], shape));
    return all(answer.body, 'ExtendedProperty').map((element) => all(element, 'Value').map(({ text }) => text));
  };
  const find = async (restriction: string): Promise<Received> =>
    client.call(requests.findItem('inbox', `<m:Restriction>${restriction}</m:Restriction>`));
  const compared = (name: string, field: keyof typeof fields, value: string): string =>
    `<t:${name}>${uri(field)}<t:FieldURIOrConstant><t:Constant Value="${value}"/></t:FieldURIOrConstant></t:${name}>`;

  it('are kept as they are given, and found by each way to name them', async () => {
    const id = await create('1', property('flagStatus', '2'), property('keywords', 'Garden', 'House'), property('deleted', '1'));
    expect(await read(id, 'flagStatus', 'flagStatusInDecimal', 'keywordsByGuid', 'deleted')).toEqual([
      ['2'],
      ['2'],
      ['Garden', 'House'],
      ['1'],
    ]);
  });

  it('are one with the properties of the schema that stand for the same (MS-OXOFLAG 2.2.1.1, MS-OXCMSG 2.2.1.17)', async () => {
    const id = await create('1', property('flagStatus', '2'), property('keywords', 'Garden'));
    const answer = await client.call(requests.getItem([id]));
    expect([texts(answer, 'FlagStatus'), texts(answer, 'String')]).toEqual([['Flagged'], ['Garden']]);
    const other = await create('2', '<t:Categories><t:String>House</t:String></t:Categories>');
    expect(await read(other, 'keywords')).toEqual([['House']]);
  });

  it('go with the item when it is copied or moved', async () => {
    const id = await create('1', property('lastVerb', '102'));
    const [copy = ''] = itemIds(await client.call(requests.moveItem(id, 'drafts', 'CopyItem')));
    const [moved = ''] = itemIds(await client.call(requests.moveItem(id, 'drafts')));
    expect([await read(copy, 'lastVerb'), await read(moved, 'lastVerb')]).toEqual([[['102']], [['102']]]);
  });

  it('of header fields are what the message says, and are left out where it says nothing', async () => {
    const id = simulator.deliver(alice, 'Inbox', plainMessage('1', ['X-Priority: 1 (Highest)']));
    expect(await read(id, 'priority')).toEqual([['1 (Highest)']]);
    expect(await read(await create('2'), 'priority')).toEqual([]);
  });

  it('can all be searched by, each as its type compares', async () => {
    await create('ten', property('lastVerb', '10'));
    await create('nine', property('lastVerb', '9'), property('keywords', 'Garden', 'House'));
    await create('none');
    expect(texts(await find(compared('IsGreaterThan', 'lastVerb', '9')), 'Subject')).toEqual(['ten']);
    expect(texts(await find(`<t:Not><t:Exists>${uri('lastVerb')}</t:Exists></t:Not>`), 'Subject')).toEqual(['none']);
    expect(texts(await find(compared('IsLessThan', 'delivered', '2001-01-01T00:00:00Z')), 'Subject')).toEqual([]);
    const house = `<t:Contains ContainmentMode="Substring" ContainmentComparison="IgnoreCase">${uri('keywords')}<t:Constant Value="house"/></t:Contains>`;
    expect(texts(await find(house), 'Subject')).toEqual(['nine']);
  });
});

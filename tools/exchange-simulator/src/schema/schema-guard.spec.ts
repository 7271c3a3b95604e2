import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SchemaViolation } from '../soap/errors';
import { startSimulator } from '../testing/checked-simulator';
import { SchemaGuard } from './schema-guard';

const schema = (namespace: string, content: string): string =>
  `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:p="urn:parts" targetNamespace="${namespace}" elementFormDefault="qualified">${content}</xs:schema>`;
const sequence = (name: string, content: string): string =>
  `<xs:element name="${name}"><xs:complexType><xs:sequence>${content}</xs:sequence></xs:complexType></xs:element>`;
const orders = `<xs:import namespace="urn:parts" schemaLocation="parts.xsd"/>${sequence('Order', '<xs:element ref="p:Part" maxOccurs="9"/>')}`;
const parts = sequence('Part', '<xs:element name="Count" type="xs:int"/>');

const part = (count: string): string => `<p:Part xmlns:p="urn:parts"><p:Count>${count}</p:Count></p:Part>`;
const order = (...content: string[]): Buffer => Buffer.from(`<Order xmlns="urn:order">\n${content.join('')}</Order>`);

describe('holding messages against a schema', () => {
  const directory = mkdtempSync(join(tmpdir(), 'schema-'));
  let guard: SchemaGuard;

  beforeAll(async () => {
    writeFileSync(join(directory, 'orders.xsd'), schema('urn:order', orders));
    writeFileSync(join(directory, 'parts.xsd'), schema('urn:parts', parts));
    guard = await SchemaGuard.load(join(directory, 'orders.xsd'));
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['a value', part('1') + part('two') + part('three'), 87, "Element '{urn:parts}Count': 'two' is not a valid value"],
    ['an element without a prefix', part('1') + '<Bill/>', 59, "Element '{urn:order}Bill': This element is not expected"],
    ['an attribute', part('1') + '<p:Part xmlns:p="urn:parts" colour="red"/>', 59, "attribute 'colour': The attribute 'colour' is not"],
  ])('refuses a request for %s that does not fit, and says where', (_what, content, position, violation) => {
    guard.request('Buy', order(part('1')));
    let refusal: unknown;
    try {
      guard.request('Buy', order(content));
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(SchemaViolation);
    const { code, messageXml } = refusal as SchemaViolation;
    expect(code).toBe('ErrorSchemaValidation');
    expect(messageXml).toContain(`<t:LineNumber>2</t:LineNumber><t:LinePosition>${position}</t:LinePosition><t:Violation>`);
    expect(messageXml).toContain(violation);
  });

  it('notes what is wrong with an answer and lets it go', () => {
    guard.response('Buy', order(part('many')));
    guard.response('Buy', Buffer.from('<Order'));
    const { violations } = guard.report();
    expect(violations.slice(-2)).toMatchObject([
      { direction: 'response', operation: 'Buy', message: expect.stringContaining("'many' is not a valid value") as string },
      { direction: 'response', operation: 'Buy', message: expect.stringContaining('Order') as string },
    ]);
  });

  it('counts what it checked, by operation, and keeps the first violations only', () => {
    const before = guard.report();
    for (let time = 0; time < 150; time++) guard.response('Sell', order(part('x')));
    expect(guard.report()).toMatchObject({
      requests: before.requests,
      responses: before.responses + 150,
      violationCount: before.violationCount + 150,
    });
    expect(guard.report().operations['Sell']).toEqual({ requests: 0, responses: 150 });
    expect(guard.report().violations).toHaveLength(100);
  });

  it.each([
    ['is not there', 'missing.xsd'],
    ['is no schema', 'parts.xml'],
    ['imports what is not there', 'lonely.xsd'],
  ])('says so when the schema %s', async (_what, name) => {
    writeFileSync(join(directory, 'parts.xml'), '<parts/>');
    writeFileSync(join(directory, 'lonely.xsd'), schema('urn:lonely', '<xs:element name="a" type="p:Unknown"/>'));
    await expect(startSimulator({ schema: join(directory, name) })).rejects.toThrow(`--schema: ${join(directory, name)} is no schema`);
  });
});

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseXml } from '../soap/request-reader';
import { type XmlElement } from '../soap/xml-element';
import { startSimulator } from '../testing/checked-simulator';
import { basic, Connection } from '../testing/connection';
import { control } from '../testing/control';
import { plainMessage } from '../testing/messages';
import { all } from '../testing/requests';

const samples = resolve(__dirname, '../../../../../shared/data/autodiscover/ms-docs');
const read = (name: string): string => readFileSync(join(samples, name), 'utf8');

/** Which elements are in which, by name and namespace: what a client relies on. */
function paths(element: XmlElement, above = ''): string[] {
  const path = `${above}/{${element.namespace}}${element.name}`;
  return [path, ...element.children.flatMap((child) => paths(child, path))];
}

/** What this server leaves out: addresses of what it does not have. */
const absent =
  /MdbDN|PublicFolderServer|\bAD$|}AD$|EcpUrl|UMUrl|OABUrl|ServerExclusiveConnect|SSL|AuthPackage|CertPrincipalName|OWAUrl|Internal|DebugData/;

const describeWithSamples = existsSync(samples)
  ? describe
  : (_name: string, _tests: () => void): void => {
      process.stdout.write("Not checked: Autodiscover's answers beside Microsoft's samples, which need ../shared/data/autodiscover.\n");
      test("Microsoft's samples are not at hand", () => undefined);
    };

describeWithSamples("Autodiscover beside Microsoft's samples", () => {
  it.each([
    ['how-to-use-autodiscover-to-find-connection-points-3.xml', 'how-to-use-autodiscover-to-find-connection-points-4.xml', {}],
    [
      'how-to-use-autodiscover-to-find-connection-points-1.xml',
      'how-to-use-autodiscover-to-find-connection-points-2.xml',
      { 'user1@contoso.com': 'User1@mail.Contoso.com' },
    ],
    ['how-to-get-domain-settings-from-an-exchange-server-1.xml', 'how-to-get-domain-settings-from-an-exchange-server-2.xml', {}],
    [
      'how-to-get-user-settings-from-exchange-by-using-autodiscover-3.xml',
      'how-to-get-user-settings-from-exchange-by-using-autodiscover-4.xml',
      {},
    ],
    [
      'how-to-get-user-settings-from-exchange-by-using-autodiscover-3.xml',
      'handling-autodiscover-error-messages-2.xml',
      { 'mara@contoso.com': 'elvin@mail.contoso.com' },
    ],
    ['pox-autodiscover-response-for-exchange-1.xml', 'pox-autodiscover-response-for-exchange-2.xml', {}],
  ])('answers %s with the elements of %s', async (request, expected, redirects) => {
    const simulator = await startSimulator();
    const connection = new Connection(simulator);
    for (const address of ['alice@domain', 'mara@contoso.com', 'user1@mail.contoso.com'])
      simulator.deliver(address, 'Inbox', plainMessage('1'));
    await control(simulator, 'PUT', '/autodiscover', { redirects });
    const path = read(request).includes(':Envelope') ? '/autodiscover/autodiscover.svc' : '/autodiscover/autodiscover.xml';
    const { body } = await connection.send('POST', path, { 'Content-Type': 'text/xml', ...basic('mara') }, read(request));
    const known = new Set(paths(parseXml(body.toString())));
    expect(paths(parseXml(read(expected))).filter((each) => !known.has(each) && !absent.test(each))).toEqual([]);
    const sent = all(parseXml(body.toString()), 'ErrorCode').map(({ text }) => text);
    expect(sent).toEqual(all(parseXml(read(expected)), 'ErrorCode').map(({ text }) => text));
    connection.close();
    await simulator.close();
  });
});

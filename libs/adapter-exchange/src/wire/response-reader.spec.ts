import fc from 'fast-check';
import { envelope, answer, item } from '../testing/soap-answers';
import { readResponse } from './response-reader';
import type { XmlElement } from './xml-element';

const types = 'http://schemas.microsoft.com/exchange/services/2006/types';
const messages = 'http://schemas.microsoft.com/exchange/services/2006/messages';

async function read(...chunks: (string | Buffer)[]): Promise<XmlElement[]> {
  const elements: XmlElement[] = [];
  async function* body(): AsyncGenerator<Buffer> {
    for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
  }
  for await (const element of readResponse(body())) if (element.name !== 'ServerVersionInfo') elements.push(element);
  return elements;
}

function cut(text: Buffer, places: number[]): Buffer[] {
  const sorted = [0, ...places.map((place) => place % text.length), text.length].sort((a, b) => a - b);
  return sorted.slice(1).map((end, index) => text.subarray(sorted[index], end));
}

describe('reading a response', () => {
  it('gives the same messages, byte for byte, wherever the network cuts the answer', async () => {
    const mimes = fc.array(fc.uint8Array({ maxLength: 200 }), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(mimes, fc.array(fc.nat(), { maxLength: 40 }), fc.string({ unit: 'grapheme' }), async (contents, places, text) => {
        const note = `<t:Note xmlns:t="x">${text.replace(/[&<>\p{C}]/gu, '')}</t:Note>`;
        const whole = Buffer.from(answer('GetItem', note, ...contents.map((content, index) => item(`${index}`, Buffer.from(content)))));
        const [first, ...rest] = await read(...cut(whole, places));
        expect(first?.text).toBe(text.replace(/[&<>\p{C}]/gu, ''));
        const bytes = rest.map((message) => message.at('Items', 'Message', 'MimeContent')?.bytes);
        expect(bytes).toEqual(contents.map((content) => Buffer.from(content)));
      }),
      { numRuns: 300 },
    );
  });

  it('reads base64 that is broken into lines', async () => {
    const content = Buffer.from('a message long enough to be broken into lines')
      .toString('base64')
      .replace(/(.{7})/g, '$1\r\n  ');
    const broken = `<m:M><t:MimeContent CharacterSet="UTF-8">${content}</t:MimeContent></m:M>`;
    const [message] = await read(...cut(Buffer.from(answer('GetItem', broken)), [20, 300, 330, 351, 352, 353, 370]));
    expect(message?.child('MimeContent')?.bytes?.toString()).toBe('a message long enough to be broken into lines');
  });

  it.each([
    '<t:MimeContent/>',
    '<t:MimeContent CharacterSet="UTF-8" />',
    '<t:FieldURI FieldURI="item:MimeContent"/>',
    '<t:MimeContentUTF8>x</t:MimeContentUTF8>',
  ])('takes %s for what it is', async (markup) => {
    const [message, next] = await read(answer('GetItem', `<m:M>${markup}<t:After>here</t:After></m:M>`, item('1', 'next')));
    expect(message?.textOf('After')).toBe('here');
    expect(next?.at('Items', 'Message', 'MimeContent')?.bytes?.toString()).toBe('next');
  });

  const content = Buffer.from('a message').toString('base64');
  it.each([
    ['in CDATA', `<t:MimeContent><![CDATA[${content}]]></t:MimeContent>`],
    ['in CDATA in part', `<t:MimeContent>${content.slice(0, 3)}<![CDATA[${content.slice(3, 5)}]]>${content.slice(5)}</t:MimeContent>`],
    ['around a comment', `<t:MimeContent>${content.slice(0, 5)}<!-- <t:MimeContent> -->${content.slice(5)}</t:MimeContent>`],
    ['around a processing instruction', `<t:MimeContent><?pi <?>${content}</t:MimeContent>`],
    [
      'with entities for its characters',
      `<t:MimeContent>${content.slice(0, 2)}&#xD;\n&#x${content.charCodeAt(2).toString(16)};${content.slice(3)}</t:MimeContent>`,
    ],
    ['under another prefix', `<typ:MimeContent xmlns:typ="${types}">${content}</typ:MimeContent>`],
    ['under none', `<MimeContent xmlns="${types}">${content}</MimeContent>`],
    ['after attributes in single quotes, one with a ">"', `<t:MimeContent\n CharacterSet = 'UTF>8' x="" >${content}</t:MimeContent >`],
    ['after a comment that looks like it', `<!-- <t:MimeContent>QUJD --><t:MimeContent>${content}</t:MimeContent>`],
    ['after text that looks like it', `<t:Subject><![CDATA[<t:MimeContent>]]></t:Subject><t:MimeContent>${content}</t:MimeContent>`],
    ['after another namespace’s', `<x:MimeContent xmlns:x="urn:x">QUJD</x:MimeContent><t:MimeContent>${content}</t:MimeContent>`],
  ])('finds the MIME %s, wherever the network cuts the answer', async (_, markup) => {
    const whole = Buffer.from(answer('GetItem', `<m:M>${markup}<t:After>here</t:After></m:M>`));
    for (let place = 0; place < whole.length; place += 1) {
      const [message] = await read(whole.subarray(0, place), whole.subarray(place));
      expect(message?.child('MimeContent')?.bytes?.toString()).toBe('a message');
      expect(message?.textOf('After')).toBe('here');
    }
  });

  it('goes by namespaces and not by prefixes', async () => {
    const [message] = await read(
      `<m:Envelope xmlns:m="http://schemas.xmlsoap.org/soap/envelope/"><m:Body><GetItemResponse xmlns="${messages}"><t:ResponseMessages xmlns:t="urn:other"><Foreign/></t:ResponseMessages><ResponseMessages>` +
        `<GetItemResponseMessage ResponseClass='Success'><ResponseCode>NoError</ResponseCode><Items><s:Message xmlns:s="${types}" xmlns:y="urn:y"><y:ItemId Id="not this"/><s:ItemId y:x="" xmlns:Id="urn:x" Id='this'/></s:Message></Items></GetItemResponseMessage>` +
        `</ResponseMessages></GetItemResponse></m:Body></m:Envelope>`,
    );
    expect(message?.name).toBe('GetItemResponseMessage');
    expect(message?.at('Items', 'Message', 'ItemId')?.attributes).toMatchObject({ Id: 'this' });
  });

  it.each([
    ['without any namespace', '<Envelope><Body><R><ResponseMessages><M><Id>1</Id></M></ResponseMessages></R></Body></Envelope>'],
    [
      'with prefixes that nobody declared',
      '<s:Envelope><s:Body><m:R><m:ResponseMessages><m:M><t:Id>1</t:Id></m:M></m:ResponseMessages></m:R></s:Body></s:Envelope>',
    ],
    ['in a container of another name', answer('GetItem', '<m:M><t:Id>1</t:Id></m:M>').replaceAll('m:ResponseMessages', 'm:Responses')],
    ['behind a byte order mark', `\ufeff${answer('GetItem', '<m:M><t:Id>1</t:Id></m:M>')}`],
    [
      'with line breaks between everything',
      answer('GetItem', '<m:M><t:Id>1</t:Id></m:M>').replaceAll('><', '>\r\n\t<!-- x --><?y z?>\r\n<'),
    ],
    ['that says it was in UTF-16 and is not', answer('GetItem', '<m:M><t:Id>1</t:Id></m:M>').replace('utf-8', 'utf-16')],
  ])('reads an answer %s', async (_, text) => {
    const [message] = await read(text);
    expect(message?.textOf('Id')).toBe('1');
  });

  it.each([
    ['little-endian, with its mark', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['little-endian', (text: string) => Buffer.from(text, 'utf16le')],
    ['big-endian', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('reads an answer in UTF-16, %s, wherever it is cut', async (_, encode) => {
    const whole = encode(answer('GetItem', '<m:M><t:Subject>Grüße 🎉</t:Subject></m:M>', item('1', 'mime')));
    for (const place of [0, 1, 2, 3, 50, 51, whole.length - 1]) {
      const [first, second] = await read(whole.subarray(0, place), whole.subarray(place));
      expect(first?.textOf('Subject')).toBe('Grüße 🎉');
      expect(second?.at('Items', 'Message', 'MimeContent')?.bytes?.toString()).toBe('mime');
    }
  });

  it.each([
    ['2026-11-02T09:00:00Z', '2026-11-02T09:00:00.000Z'],
    ['2026-11-02T09:00:00.123456789Z', '2026-11-02T09:00:00.123Z'],
    [' 2026-11-02T10:00:00.5+01:00\n', '2026-11-02T09:00:00.500Z'],
    ['2026-11-02T09:00:00', '2026-11-02T09:00:00.000Z'],
    ['yesterday', undefined],
  ])('reads the date %j', async (text, expected) => {
    const [message] = await read(answer('GetItem', `<m:M><t:At>${text}</t:At></m:M>`));
    expect(message?.dateOf('At')?.toISOString()).toBe(expected);
  });

  it.each([
    ['is larger than the memory that it may take', (parts: string[]) => parts.push(...Array<string>(300).fill('x'.repeat(1_048_576)))],
    ['has ever more elements', (parts: string[]) => parts.push('<a/>'.repeat(1_100_000))],
    ['is nested ever deeper', (parts: string[]) => parts.push('<a>'.repeat(1_000))],
  ])('gives up an answer that %s', async (_, fill) => {
    const parts = ['<s:Envelope><s:Body><m:R><m:ResponseMessages><m:M>'];
    fill(parts);
    await expect(read(...parts)).rejects.toMatchObject({
      code: 'protocol-error',
      message: expect.stringMatching(/answer (is|has)/) as string,
    });
  });

  it('reads many small messages, however much they are together', async () => {
    const message = `<m:M><t:MimeContent>${'x'.repeat(1_000_000)}</t:MimeContent></m:M>`;
    const parts = Array<string>(300).fill(message);
    await expect(
      read('<s:Envelope><s:Body><m:R><m:ResponseMessages>', ...parts, '</m:ResponseMessages></m:R></s:Body></s:Envelope>'),
    ).resolves.toHaveLength(300);
  });

  it('overlooks characters that XML forbids, as Exchange sends them', async () => {
    const [message] = await read(answer('GetItem', '<m:M><t:Subject>a&#x1F;b&nbsp;c\u0001d &amp; e</t:Subject></m:M>'));
    expect(message?.textOf('Subject')).toMatch(/^a.*d & e$/s);
  });

  it('reads several envelopes from one piece, and one from several', async () => {
    const notification = (id: number): string => answer('GetStreamingEvents', `<m:M><m:Id>${id}</m:Id></m:M>`);
    const [first = '', second = ''] = [notification(3).slice(0, 300), notification(3).slice(300)];
    const everywhere = `${notification(1)}${notification(2)}`;
    for (let place = 0; place <= everywhere.length; place += 1) {
      const both = await read(everywhere.slice(0, place), everywhere.slice(place), '\r\n');
      expect(both.map((message) => message.textOf('Id'))).toEqual(['1', '2']);
    }
    const told = await read(`${notification(1)}${notification(2)}${first}`, second, `\r\n${notification(4)}`);
    expect(told.map((message) => message.textOf('Id'))).toEqual(['1', '2', '3', '4']);
  });

  it.each([
    ['ends in the middle', envelope('<m:Response><m:ResponseMessages><m:M><m:Id>1</m:Id>')],
    ['has tags that do not match', envelope('<m:Response><m:ResponseMessages><m:M></m:Other></m:ResponseMessages></m:Response>')],
    ['is another document', '<html><body>Sign in</body></html>'],
    ['is empty', ''],
  ])('refuses an answer that %s', async (_, text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'protocol-error' });
  });
});

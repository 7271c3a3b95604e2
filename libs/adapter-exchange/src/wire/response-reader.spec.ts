import fc from 'fast-check';
import { envelope, answer, item } from '../testing/soap-answers';
import { readResponse } from './response-reader';
import type { XmlElement } from './xml-element';

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
        const [first, ...messages] = await read(...cut(whole, places));
        expect(first?.text).toBe(text.replace(/[&<>\p{C}]/gu, ''));
        const bytes = messages.map((message) => message.at('Items', 'Message', 'MimeContent')?.bytes);
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

  it('overlooks characters that XML forbids, as Exchange sends them', async () => {
    const [message] = await read(answer('GetItem', '<m:M><t:Subject>a&#x1F;b&nbsp;c\u0001d &amp; e</t:Subject></m:M>'));
    expect(message?.textOf('Subject')).toMatch(/^a.*d & e$/s);
  });

  it('reads several envelopes from one piece, and one from several', async () => {
    const notification = (id: number): string => answer('GetStreamingEvents', `<m:M><m:Id>${id}</m:Id></m:M>`);
    const [first = '', second = ''] = [notification(3).slice(0, 300), notification(3).slice(300)];
    const messages = await read(`${notification(1)}${notification(2)}${first}`, second, `\r\n${notification(4)}`);
    expect(messages.map((message) => message.textOf('Id'))).toEqual(['1', '2', '3', '4']);
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

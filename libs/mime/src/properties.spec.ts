import fc from 'fast-check';
import { decodeHeaderText } from './encoded-words';
import { decodePart, parseMessage, preview, searchableText, type MimePart } from './index';

/** Bytes that look like mail more often than random ones would. */
const mailLike = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '\r\n',
        '\n',
        '\r',
        ' ',
        '\t',
        '\0',
        ':',
        ';',
        '=',
        '"',
        '<',
        '>',
        '(',
        ',',
        '--',
        '=?',
        '?=',
        '?Q?',
        '%',
        '&#',
        '<!--',
        '</',
      ),
      fc.constantFrom(
        'Content-Type: multipart/mixed; boundary=b',
        'Content-Type: multipart/alternative; boundary="b b"',
        '--b',
        '--b--',
        '--b b',
      ),
      fc.constantFrom('Content-Type: text/html', 'Content-Transfer-Encoding: base64', 'Content-Transfer-Encoding: quoted-printable'),
      fc.constantFrom('Content-Transfer-Encoding: x-uuencode', 'begin 644 a', 'end', "Content-Disposition: attachment; filename*0*=x''%"),
      fc.constantFrom('From: ', 'Date: ', 'References: ', 'charset=', 'iso-2022-jp', 'utf-16le', '=?utf-8?B?'),
      fc.string({ unit: 'binary', maxLength: 12 }),
    ),
    { maxLength: 60 },
  )
  .map((pieces) => Buffer.from(pieces.join('')));
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes)),
  mailLike,
);

/** A message of one part with that transfer encoding. */
const encoded = (encoding: string, body: string): Buffer => Buffer.from(`Content-Transfer-Encoding: ${encoding}\r\n\r\n${body}`);
const decodedRoot = (bytes: Buffer): Buffer => decodePart(bytes, parseMessage(bytes).root);
const everyPart = (part: MimePart): MimePart[] => [part, ...part.children.flatMap(everyPart)];

const quotedPrintable = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte, index) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}${index % 20 === 19 ? '=\r\n' : ''}`).join('');

describe('whatever arrives', () => {
  it('is parsed, previewed and decoded without an error', () => {
    fc.assert(
      fc.property(anyBytes, fc.nat(500), (bytes, limit) => {
        const message = parseMessage(bytes);
        preview(searchableText(bytes, message, limit), limit);
        everyPart(message.root).forEach((part) => decodePart(bytes, part));
        expect([...message.headers]).toHaveLength(message.headers.length);
      }),
      { numRuns: 3000 },
    );
  });

  it('has parts that lie within their parents, in order and apart', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        for (const part of everyPart(parseMessage(bytes).root)) {
          expect(part.headerStart).toBeLessThanOrEqual(part.bodyStart);
          expect(part.bodyStart).toBeLessThanOrEqual(part.bodyEnd);
          expect(part.bodyEnd).toBeLessThanOrEqual(bytes.length);
          part.children.reduce((end, child) => {
            expect(child.headerStart).toBeGreaterThanOrEqual(end);
            expect(child.bodyEnd).toBeLessThanOrEqual(part.bodyEnd);
            return child.bodyEnd;
          }, part.bodyStart);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe('what was encoded', () => {
  it('in base64 comes back, and its size is known without decoding', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 500 }),
        fc.integer({ min: 1, max: 90 }),
        fc.constantFrom('\r\n', '\n', ' \r\n'),
        (data, width, eol) => {
          const lines =
            Buffer.from(data)
              .toString('base64')
              .match(new RegExp(`.{1,${width}}`, 'g')) ?? [];
          const bytes = Buffer.from(`Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${lines.join(eol)}${eol}`);
          const message = parseMessage(bytes);
          expect(decodePart(bytes, message.root)).toEqual(Buffer.from(data));
          expect(message.attachments[0]?.size).toBe(data.length);
        },
      ),
    );
  });

  it('in quoted-printable comes back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (data) => {
        expect(decodedRoot(encoded('quoted-printable', quotedPrintable(data)))).toEqual(Buffer.from(data));
      }),
    );
    expect(decodedRoot(encoded('quoted-printable', 'a \t\r\nb=20\r\nc= \r\nd=3')).toString()).toBe('a\r\nb \r\ncd=3');
  });

  it('in uuencode comes back', () => {
    expect(decodedRoot(encoded('x-uuencode', 'begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n')).toString()).toBe('Cat');
  });

  it('in encoded words comes back, wherever the bytes were split', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), fc.nat(100), fc.boolean(), (text, split, isBase64) => {
        const bytes = Buffer.from(text);
        const word = (part: Buffer): string =>
          isBase64 ? `=?utf-8?B?${part.toString('base64')}?=` : `=?utf-8?Q?${quotedPrintable(part).replaceAll('=\r\n', '')}?=`;
        const at = split % bytes.length;
        expect(decodeHeaderText(`${word(bytes.subarray(0, at))}\r\n ${word(bytes.subarray(at))}`)).toBe(text);
      }),
    );
  });
});

import { parseMessage, preview, searchableText } from './index';

/** CPU milliseconds of the cheapest of several runs: neither other processes nor the compiler's first passes count. */
function cheapest(bytes: Buffer): number {
  const costs = Array.from({ length: 8 }, () => {
    const before = process.cpuUsage();
    preview(searchableText(bytes, parseMessage(bytes), Infinity));
    return process.cpuUsage(before).user / 1000;
  });
  return Math.min(...costs);
}

const multipart = 'Content-Type: multipart/mixed; boundary=b\r\n\r\n';
const html = 'Content-Type: text/html\r\n\r\n';
const attacks: Record<string, (n: number) => string> = {
  'nested multiparts': (n) =>
    Array.from({ length: n / 5 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join(''),
  'multiparts with one boundary': (n) => `${multipart}--b\r\n`.repeat(n / 4),
  'boundaries only': (n) => multipart + '--b\r\n'.repeat(n),
  'almost boundaries': (n) => multipart + '--b  x\r\n'.repeat(n),
  'a boundary of dashes': (n) => `Content-Type: multipart/mixed; boundary="${'-'.repeat(n / 10)}"\r\n\r\n${'-'.repeat(n * 5)}`,
  'many multiparts without an end': (n) =>
    multipart +
    Array.from({ length: 900 }, (_, i) => `--b\r\nContent-Type: multipart/mixed; boundary=c${i}\r\n\r\n${'x\r\n'.repeat(n / 300)}`).join(
      '',
    ),
  parameters: (n) => `Content-Type: text/plain${'; a=b'.repeat(n)}\r\n\r\n`,
  'continued parameters': (n) => `Content-Type: text/plain${Array.from({ length: n }, (_, i) => `; a*${i}*=%20`).join('')}\r\n\r\n`,
  'a quote that never ends': (n) => `Content-Type: text/plain; a="${'\\"'.repeat(n)}`,
  'header fields': (n) => 'X: y\r\n'.repeat(n),
  'folded lines': (n) => `Subject: x${'\r\n  y'.repeat(n)}`,
  'header lines without a name': (n) => 'x\r\n'.repeat(n),
  addresses: (n) => `To: ${'"a" <b@c>,'.repeat(n)}`,
  'quotes and brackets in addresses': (n) => `To: ${'"\\"(<'.repeat(n)}`,
  'open comments': (n) => `To: ${'('.repeat(n)}`,
  'encoded words': (n) => `Subject: ${'=?utf-8?Q?a?= =?utf-8?B?YQ==?= '.repeat(n / 5)}`,
  'almost encoded words': (n) => `Subject: ${'=?=?a?Q?'.repeat(n)}`,
  identifiers: (n) => `References: ${'<'.repeat(n)}`,
  'spaces in a date': (n) => `Date: ${' '.repeat(n * 5)}1`,
  'white space': (n) => `\r\n${' '.repeat(n * 5)}x`,
  'open tags': (n) => html + '<a '.repeat(n),
  'open comments and scripts': (n) => html + '<!--><script></'.repeat(n),
  'end tags in a script': (n) => `${html}<script>${'</s'.repeat(n)}`,
  ampersands: (n) => html + '&#'.repeat(n),
  'quoted-printable escapes': (n) => `Content-Transfer-Encoding: quoted-printable\r\n\r\n${'= '.repeat(n)}`,
  'quoted-printable spaces': (n) => `Content-Transfer-Encoding: quoted-printable\r\n\r\n${' '.repeat(n * 5)}\r\n`,
  'padding in base64': (n) => `Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n${'YQ=='.repeat(n)}`,
  'quoted lines': (n) => `\r\n${'> x:\r\n'.repeat(n)}`,
};

describe('hostile input costs no more than its size', () => {
  it.each(Object.entries(attacks))('%s', (_, attack) => {
    const small = cheapest(Buffer.from(attack(20_000)));
    const large = cheapest(Buffer.from(attack(200_000)));
    // What takes less than two milliseconds is too short to be measured: quadratic cost would then be 200.
    expect(large).toBeLessThan(20 * Math.max(small, 2));
  });
});

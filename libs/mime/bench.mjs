// CPU seconds per 1,000 messages of 20 KB (text, HTML, an inline picture), beside mailparser.
// Build first (npx tsc -p tsconfig.lib.json), then: node bench.mjs
import { Buffer } from 'node:buffer';
import { simpleParser } from 'mailparser';
import { parseMessage, preview, searchableText } from './dist/index.js';

const sentence = 'Our offer for the second quarter is attached; please look at it by Friday.';
const text = Array.from({ length: 40 }, (_, i) => (i % 6 === 5 ? '' : sentence)).join('\r\n');
const picture = Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * 7919) >> 3)).toString('base64');
const part = (type, body, ...fields) => [`Content-Type: ${type}`, ...fields, '', body].join('\r\n');

const message = (i) =>
  Buffer.from(
    [
      ...Array.from(
        { length: 4 },
        (_, hop) => `Received: from mx${hop}.example.com ([192.0.2.${hop}]) by mx.example.org;\r\n Mon, 2 Nov 2026 10:00:0${hop} +0000`,
      ),
      `DKIM-Signature: v=1; a=rsa-sha256; d=example.com; s=mail;\r\n b=${'QWxs'.repeat(86)}`,
      'From: =?utf-8?Q?J=C3=BCrgen?= Lee <juergen@example.com>',
      'To: "Doe, Jane" <jane@example.org>, sales@example.org',
      `Subject: =?utf-8?B?QW5nZWJvdCBmw7xyIE3DtmJlbA==?= ${i}`,
      'Date: Mon, 2 Nov 2026 10:00:00 +0100',
      `Message-ID: <${i}@example.com>`,
      `References: <1@example.com> <${i - 1}@example.com>`,
      `Content-Type: multipart/related; boundary="related-${i}"`,
      '',
      `--related-${i}`,
      `Content-Type: multipart/alternative; boundary="alternative-${i}"`,
      '',
      `--alternative-${i}`,
      part('text/plain; charset=utf-8', text),
      `--alternative-${i}`,
      part('text/html; charset=utf-8', `<p>${text.replaceAll('\r\n', '</p>\r\n<p>')}</p>`, 'Content-Transfer-Encoding: quoted-printable'),
      `--alternative-${i}--`,
      `--related-${i}`,
      part(
        'image/png; name=logo.png',
        picture.replace(/.{76}/g, '$&\r\n'),
        'Content-Transfer-Encoding: base64',
        'Content-ID: <logo@example.com>',
      ),
      `--related-${i}--`,
    ].join('\r\n'),
  );

const messages = Array.from({ length: 1000 }, (_, i) => message(i));
const parsers = {
  'structure only': (bytes) => parseMessage(bytes),
  'with text and preview': (bytes) => preview(searchableText(bytes, parseMessage(bytes))),
  mailparser: (bytes) => simpleParser(bytes, { skipTextToHtml: true, skipImageLinks: true }),
};

for (const [name, parse] of Object.entries(parsers)) {
  const runs = [];
  for (let run = 0; run < 4; run++) {
    const before = process.cpuUsage();
    for (const bytes of messages) await parse(bytes);
    const { user, system } = process.cpuUsage(before);
    runs.push((user + system) / 1e6);
  }
  console.log(`${name.padEnd(24)}${Math.min(...runs).toFixed(3)} (first run ${runs[0].toFixed(3)})`);
}

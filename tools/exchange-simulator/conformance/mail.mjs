// The mail that the clients find: a thread, attachments, characters of many scripts, an empty folder, folders in folders.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const header = (subject, date, fields = []) => [
  'From: Bob Baker <bob@example.test>',
  'To: Reader <reader@example.test>',
  `Subject: ${subject}`,
  `Date: ${date}`,
  ...fields,
  'MIME-Version: 1.0',
];
const lines = (...parts) => [...parts.flat(), ''].join('\r\n');
const base64 = (bytes) =>
  Buffer.from(bytes)
    .toString('base64')
    .replace(/.{76}(?=.)/g, '$&\r\n');

const plain = ['Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: 8bit', ''];
const everyByte = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));

/** Messages by the folder they lie in; an empty list is an empty folder. */
const folders = {
  Inbox: [
    lines(
      header('Harvest supper', 'Mon, 05 Jan 2026 10:00:00 +0000', ['Message-ID: <supper-1@example.test>']),
      plain,
      'Who brings the soup?',
    ),
    lines(
      header('Re: Harvest supper', 'Mon, 05 Jan 2026 11:30:00 +0100', [
        'Message-ID: <supper-2@example.test>',
        'In-Reply-To: <supper-1@example.test>',
        'References: <supper-1@example.test>',
        'Cc: Carla Cook <carla@example.test>, dan@example.test',
      ]),
      plain,
      'I do: pumpkin.',
      '',
      '> Who brings the soup?',
    ),
    lines(
      header('Re: Harvest supper', 'Tue, 06 Jan 2026 08:15:00 -0500', [
        'Message-ID: <supper-3@example.test>',
        'In-Reply-To: <supper-2@example.test>',
        'References: <supper-1@example.test>',
        '\t<supper-2@example.test>',
        'Importance: high',
      ]),
      plain,
      'Then I bring bread.',
    ),
    lines(
      header('=?utf-8?B?R3LDvMOfZSBhdXMgS8O2bG4g4oCTIOaXpeacrOiqniDwn42C?=', 'Wed, 07 Jan 2026 09:00:00 +0000', [
        'Message-ID: <scripts@example.test>',
      ]),
      'Content-Type: multipart/alternative; boundary="=_two_faces"',
      '',
      '--=_two_faces',
      'Content-Type: text/plain; charset=iso-8859-1',
      'Content-Transfer-Encoding: quoted-printable',
      '',
      'Sch=F6ne Gr=FC=DFe',
      '--=_two_faces',
      'Content-Type: text/html; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      base64('<p>Schöne Grüße, 日本語 🍂</p>'),
      '--=_two_faces--',
    ),
    lines(
      header('Seating plan', 'Thu, 08 Jan 2026 17:45:00 +0000', ['Message-ID: <plan@example.test>']),
      'Content-Type: multipart/mixed; boundary="seats"',
      '',
      '--seats',
      plain,
      'The plan, the logo, and what Carla wrote.',
      '--seats',
      "Content-Type: text/csv; charset=utf-8; name*=utf-8''Pl%C3%A4tze.csv",
      "Content-Disposition: attachment; filename*=utf-8''Pl%C3%A4tze.csv",
      'Content-Transfer-Encoding: base64',
      '',
      base64('Tisch;Gast\r\n1;Zoë\r\n'),
      '--seats',
      'Content-Type: application/octet-stream; name="logo.bin"',
      'Content-Disposition: attachment; filename="logo.bin"',
      'Content-Transfer-Encoding: base64',
      '',
      base64(everyByte),
      '--seats',
      'Content-Type: message/rfc822',
      '',
      'From: Carla Cook <carla@example.test>',
      'Subject: Vegetarians',
      'Message-ID: <vegetarians@example.test>',
      '',
      'We are seven.',
      '--seats--',
    ),
    // Dots at the beginnings of lines, trailing spaces, and a line of 900 characters: what gateways like to mend.
    lines(
      header('Odd lines', 'Fri, 09 Jan 2026 12:00:00 +0000', ['Message-ID: <odd@example.test>', 'X-Odd:   kept   as it is']),
      plain,
      '.',
      '..two dots',
      'spaces at the end   ',
      'x'.repeat(900),
      'From here on nothing more.',
    ),
  ],
  Empty: [],
  'Inbox/Projects': [
    lines(header('Barn roof', 'Sat, 10 Jan 2026 12:00:00 +0000', ['Message-ID: <roof@example.test>']), plain, 'Tiles or slate?'),
  ],
  'Inbox/Projects/2026 Übersicht': [
    lines(header('Year ahead', 'Sun, 11 Jan 2026 12:00:00 +0000', ['Message-ID: <year@example.test>']), plain, 'Roof first.'),
  ],
  'Sent Items': [
    lines(
      'From: Reader <reader@example.test>',
      'To: bob@example.test',
      'Subject: Thanks',
      'Date: Sun, 04 Jan 2026 12:00:00 +0000',
      'Message-ID: <thanks@example.test>',
      'MIME-Version: 1.0',
      plain,
      'For the invitation.',
    ),
  ],
};

/** Writes a mail directory with one mailbox for each address. */
export function writeMail(directory, addresses) {
  for (const address of addresses) {
    for (const [folder, messages] of Object.entries(folders)) {
      const place = path.join(directory, address, ...folder.split('/'));
      mkdirSync(place, { recursive: true });
      messages.forEach((message, index) => writeFileSync(path.join(place, `${index + 1}.eml`), message));
    }
  }
}

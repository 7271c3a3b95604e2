import { decodePart, decodeText, findPart, parseMessage, searchableText } from './index';

const mail = (...lines: string[]): Buffer => Buffer.from(lines.join('\r\n'), 'latin1');

const newsletter = mail(
  'From: "Doe, Jane" <jane@example.com>',
  'To: team@example.org (The team), =?utf-8?Q?J=C3=BCrgen?= <juergen@example.org>',
  'Cc: Friends: Ann <ann@example.net>, bob@example.net;',
  'Subject: =?utf-8?B?R3LDvMOf?=',
  ' =?utf-8?B?ZQ==?= from us',
  'Date: Mon, 2 Nov 2026 10:00:00 +0100 (CET)',
  'Message-ID: <m2@example.com>',
  'In-Reply-To: Message from Ann <ann@example.net> of "Sun, 1 Nov" <m1@example.com>',
  'References: <m0@example.com><m1@example.com>',
  'Content-Type: multipart/mixed; boundary="outer"',
  '',
  'for old programs',
  '--outer',
  'Content-Type: multipart/related; boundary=outer-inner',
  '',
  '--outer-inner',
  'Content-Type: multipart/alternative; boundary="alt"',
  '',
  '--alt',
  'Content-Type: text/plain; charset=iso-8859-1',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  'Sch=F6ne Gr=FC=',
  '=DFe',
  '--alt',
  'Content-Type: text/html',
  '',
  '<p>Sch&ouml;ne <b>Gr&uuml;&szlig;e</b></p>',
  '--alt--',
  '--outer-inner',
  'Content-Type: image/png; name=logo.png',
  'Content-ID: <logo@example.com>',
  'Content-Transfer-Encoding: base64',
  '',
  'aGVsbG8=',
  '--outer-inner--',
  '--outer',
  'Content-Type: message/rfc822',
  '',
  'Subject: forwarded',
  '',
  'inside',
  '--outer',
  'Content-Type: application/pdf',
  'Content-Disposition: attachment; filename*0*=utf-8\'\'%E2%82%AC; filename*1=" offer"; filename*2*=%2Epdf',
  '',
  '12345',
  '--outer--',
  'epilogue',
);

describe('a message', () => {
  const message = parseMessage(newsletter);

  it('shows who wrote to whom, when and about what', () => {
    expect(message).toMatchObject({
      subject: 'Grüße from us',
      from: [{ name: 'Doe, Jane', address: 'jane@example.com' }],
      to: [
        { name: 'The team', address: 'team@example.org' },
        { name: 'Jürgen', address: 'juergen@example.org' },
      ],
      cc: [
        { name: 'Ann', address: 'ann@example.net' },
        { name: '', address: 'bob@example.net' },
      ],
      date: new Date('2026-11-02T09:00:00Z'),
      defects: [],
    });
  });

  it('belongs to its conversation', () => {
    expect(message).toMatchObject({
      messageId: 'm2@example.com',
      inReplyTo: ['m1@example.com'],
      references: ['m0@example.com', 'm1@example.com'],
    });
  });

  it('lists its attachments, and an attached message as one of them', () => {
    expect(message.attachments).toEqual([
      { path: '1.2', filename: 'logo.png', contentType: 'image/png', size: 5, isInline: true, contentId: 'logo@example.com' },
      { path: '2', filename: null, contentType: 'message/rfc822', size: 28, isInline: false, contentId: null },
      { path: '3', filename: '€ offer.pdf', contentType: 'application/pdf', size: 5, isInline: false, contentId: null },
    ]);
  });

  it('gives its bodies and the bytes of its attachments', () => {
    const logo = findPart(message.root, message.attachments[0]?.path ?? '');
    if (!message.textPart || !message.htmlPart || !logo) throw new Error('parts are missing');
    expect(decodeText(newsletter, message.textPart)).toBe('Schöne Grüße');
    expect(decodeText(newsletter, message.htmlPart)).toBe('<p>Sch&ouml;ne <b>Gr&uuml;&szlig;e</b></p>');
    expect(decodePart(newsletter, logo).toString()).toBe('hello');
    expect(searchableText(newsletter, message)).toBe('Schöne Grüße');
  });

  it('keeps all its header fields in their order', () => {
    expect([...message.headers].map(({ name }) => name).slice(0, 4)).toEqual(['From', 'To', 'Cc', 'Subject']);
    expect(message.headers.get('subject')).toBe('Grüße from us');
    expect(message.headers.get('x-none')).toBeNull();
  });
});

describe('a broken message', () => {
  it('without any byte is an empty one', () => {
    expect(parseMessage(Buffer.alloc(0))).toMatchObject({ subject: '', from: [], date: null, messageId: null, attachments: [] });
  });

  it('loses no part when an inner or the last boundary is missing', () => {
    const bytes = mail(
      'Content-Type: multipart/mixed; boundary=a',
      '',
      '--a',
      'Content-Type: multipart/alternative; boundary=b',
      '',
      '--b',
      '',
      'text',
      '--a',
      'Content-Type: image/png',
      '',
      'picture',
    );
    const message = parseMessage(bytes);
    expect(searchableText(bytes, message)).toBe('text');
    expect(message.attachments).toMatchObject([{ path: '2', size: 7 }]);
    expect(message.defects).toEqual(['multipart without its closing boundary']);
  });

  it('loses no part that a gateway appended after the closing boundary', () => {
    const bytes = mail('Content-Type: multipart/mixed; boundary=a', '', '--a', '', 'one', '--a--', '--a', '', 'footer', '--a--');
    expect(searchableText(bytes, parseMessage(bytes))).toBe('one\nfooter');
  });

  it('shows a multipart without a boundary as text', () => {
    const bytes = mail('Content-Type: multipart/mixed', '', 'hello');
    expect(searchableText(bytes, parseMessage(bytes))).toBe('hello');
  });

  it('shows raw 8-bit headers and wrongly labelled texts readably', () => {
    const bytes = mail(
      'Subject: caf\xe9 \xc3\xa0',
      'From: J\xc3\xbcrgen <j@example.com>',
      'Content-Type: text/plain; charset=nonsense',
      '',
      'na\xefve',
    );
    const message = parseMessage(bytes);
    expect(message.subject).toBe('café Ã\u00a0');
    expect(message.from).toEqual([{ name: 'Jürgen', address: 'j@example.com' }]);
    expect(searchableText(bytes, message)).toBe('naïve');
  });

  it('smuggles no line break into a header', () => {
    expect(parseMessage(mail('Subject: =?utf-8?Q?hi=0D=0ABcc:_x=40example.com=00?=', '', '')).subject).toBe('hi Bcc: x@example.com');
  });

  it('nested without end is read to a depth', () => {
    const nested = Array.from({ length: 10_000 }, (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`).join('');
    expect(parseMessage(Buffer.from(nested)).defects).toContain('parts nested deeper than 50');
  });

  it('with thousands of parts shows the first thousand', () => {
    const message = parseMessage(Buffer.from(`Content-Type: multipart/mixed; boundary=b\r\n\r\n${'--b\r\n\r\nx\r\n'.repeat(5000)}`));
    expect(message.root.children).toHaveLength(999);
    expect(message.defects).toContain('more than 1000 parts');
  });
});

/** A short message. `extra` are more header lines. */
export function plainMessage(subject: string, extra: readonly string[] = [], text = 'Hello'): string {
  return [
    'From: Bob <bob@example.test>',
    'To: Alice <alice@example.test>',
    `Subject: ${subject}`,
    'Date: Mon, 05 Jan 2026 10:00:00 +0000',
    ...extra,
    '',
    text,
    '',
  ].join('\r\n');
}

/** A message with a text file and another message attached. */
export const messageWithAttachments = plainMessage(
  'With attachments',
  ['Message-ID: <attachments@example.test>', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary="b"'],
  [
    '--b',
    'Content-Type: text/html; charset=utf-8',
    '',
    '<p>See <b>both</b></p>',
    '--b',
    'Content-Type: text/csv; name="prices.csv"',
    'Content-Disposition: attachment; filename="prices.csv"',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('a;1\nb;2\n').toString('base64'),
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: The inner one',
    'From: carol@example.test',
    '',
    'Inner text',
    '--b--',
  ].join('\r\n'),
);

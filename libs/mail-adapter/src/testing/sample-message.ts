/** A message as a mail client writes it. @param id its Message-ID without angle brackets */
export function sampleMessage(id: string, { from = 'someone@example.org', to = 'anna@example.com', body = 'Hello.\r\n' } = {}): Buffer {
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${id}`,
    `Message-ID: <${id}>`,
    'Date: Mon, 02 Nov 2026 09:00:00 +0000',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
  ];
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/** The Message-ID of a message that `sampleMessage` wrote. */
export function idOf(raw: Buffer): string {
  return /^Message-ID: <(.*)>/m.exec(raw.toString('latin1'))?.[1] ?? '';
}

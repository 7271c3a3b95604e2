import { randomBytes } from 'node:crypto';
import type { Random } from './random';

const words = ['offer', 'invoice', 'Grüße', 'meeting', 'заказ', 'delivery', '見積書', 'contract', 'reminder', 'question'];

/** A message of the campaign: its Message-ID names it, and one word of it stands in no other. */
export function composeMessage(random: Random, to: string, number: number): { messageId: string; mime: Buffer } {
  const messageId = `<f-${number}@faults.test>`;
  const size = random.isLikely(0.05) ? random.between(100_000, 600_000) : random.between(200, 6_000);
  const subject = `${random.pick(words) ?? ''} ${number}`;
  const answers = number > 3 && random.isLikely(0.3) ? [`In-Reply-To: <f-${random.between(0, number - 1)}@faults.test>`] : [];
  const head = [
    `From: Customer ${random.between(1, 50)} <customer${random.between(1, 50)}@elsewhere.test>`,
    `To: <${to}>`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Date: ${new Date().toUTCString()}`,
    `Message-ID: ${messageId}`,
    ...answers,
    'MIME-Version: 1.0',
  ];
  const text = `Word: ${uniqueWord(number)}\r\n${`${random.pick(words) ?? ''} of the campaign. `.repeat(Math.ceil(size / 30))}\r\n`;
  if (!random.isLikely(0.15)) {
    return { messageId, mime: Buffer.from([...head, 'Content-Type: text/plain; charset=utf-8', '', text].join('\r\n')) };
  }
  const file = randomBytes(random.between(100, 30_000)).toString('base64').replace(/.{76}/g, '$&\r\n');
  const parts = [
    '--part\r\nContent-Type: text/plain; charset=utf-8\r\n',
    text,
    '--part\r\nContent-Type: application/octet-stream\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment; filename=file.bin\r\n',
    file,
    '--part--\r\n',
  ];
  return { messageId, mime: Buffer.from([...head, 'Content-Type: multipart/mixed; boundary=part', '', ...parts].join('\r\n')) };
}

/** What the search finds one message by. */
export function uniqueWord(number: number): string {
  return `zq${number.toString(36)}xj`;
}

import { ordinaryMessage } from '../classify-message';
import { type MessageSource } from '../message-source';
import { type MessageSummary, summarize } from '../message-summary';
import { pick, randomNumbers } from './random';
import { domains, familyNames, firstNames, topics, words } from './vocabulary';

/** A recipe for many messages. */
export interface GeneratedBatch {
  readonly recipient: string;
  /** How many bytes each message has (at least 2 KB). */
  readonly bytes: number;
  readonly seed: number;
}

const smallest = 2048;
const textLength = 3072;
const epoch = Date.UTC(2024, 0, 1);
const lineLength = 78;

/** Half a megabyte that all generated messages take their pieces from, each from places of its own. */
interface Material {
  readonly text: string;
  /** Lines of 76 base64 characters and a line break. */
  readonly picture: Buffer;
}

let material: Material | undefined;

/** Made when the first generated message is read. */
function sharedMaterial(): Material {
  if (material !== undefined) return material;
  const random = randomNumbers(1);
  let text = '';
  while (text.length < 64 * 1024) text += `${pick(random, words)}${random() < 0.1 ? '.\r\n' : ' '}`;
  const noise = Buffer.from(Uint8Array.from({ length: 57 * 4096 }, () => random() * 256));
  const picture = Buffer.from(noise.toString('base64').replace(/.{76}/g, '$&\r\n'), 'latin1');
  return (material = { text, picture });
}

/** A whole picture of one pixel: what follows it in a generated attachment is noise that viewers pass over. */
const onePixel = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const pictureStart = Buffer.concat([onePixel], 2 * 57)
  .toString('base64')
  .replace(/.{76}/g, '$&\r\n');

/**
 * A message that is made anew from its seed whenever it is read: multipart/alternative with 3 KB of text, its HTML, and an inline
 * picture that fills the rest. Index 0 is the oldest of its batch.
 */
export class GeneratedMessage implements MessageSource {
  constructor(
    private readonly batch: GeneratedBatch,
    private readonly index: number,
  ) {}

  get size(): number {
    return Math.max(this.batch.bytes, smallest);
  }

  get receivedAt(): number {
    return epoch + this.index * 600_000 + (this.number % 600) * 1000;
  }

  get itemClass(): string {
    return ordinaryMessage;
  }

  summary(): MessageSummary {
    return summarize(Buffer.from(this.header()));
  }

  read(): Buffer {
    const { text, picture } = sharedMaterial();
    const boundary = `part-${this.number.toString(16)}`;
    const length = Math.min(textLength, Math.floor((this.size - 1500) / 3));
    const start = this.number % (text.length - textLength);
    const plain = text.slice(start, start + Math.max(length, 0));
    const html = plain.replace(/\r\n/g, '<br>\r\n');
    const beginning = Buffer.from(
      `${this.header()}MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="${boundary}-r"\r\n\r\n` +
        `--${boundary}-r\r\nContent-Type: multipart/alternative; boundary="${boundary}-a"\r\n\r\n` +
        `--${boundary}-a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${plain}\r\n` +
        `--${boundary}-a\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body><p>${html}</p><img src="cid:picture"></body></html>\r\n` +
        `--${boundary}-a--\r\n\r\n` +
        `--${boundary}-r\r\nContent-Type: image/png; name="picture.png"\r\nContent-ID: <picture>\r\n` +
        `Content-Disposition: inline; filename="picture.png"\r\nContent-Transfer-Encoding: base64\r\n\r\n${pictureStart}`,
    );
    const end = Buffer.from(`\r\n--${boundary}-r--\r\n`);
    const bytes = Buffer.allocUnsafe(this.size);
    let offset = beginning.copy(bytes);
    const lines = Math.max(0, Math.floor((this.size - offset - end.length) / lineLength));
    for (let from = (this.number % 4096) * lineLength, left = lines * lineLength; left > 0; from = 0) {
      const copied = picture.copy(bytes, offset, from, Math.min(picture.length, from + left));
      offset += copied;
      left -= copied;
    }
    offset += end.copy(bytes, offset);
    // Less than a line is left: the epilogue, which readers pass over.
    return bytes.fill(' ', offset);
  }

  /** Different for every message of every batch. */
  private get number(): number {
    return (Math.imul(this.batch.seed + 1, 2654435761) ^ Math.imul(this.index + 1, 40503)) >>> 0;
  }

  private header(): string {
    const random = randomNumbers(this.number);
    const [first, family, domain] = [pick(random, firstNames), pick(random, familyNames), pick(random, domains)];
    const name = `=?utf-8?B?${Buffer.from(`${first} ${family}`).toString('base64')}?=`;
    const address = `${first}.${family.normalize('NFD').replace(/[^a-zA-Z]/g, '')}@${domain}`.toLowerCase();
    const subject = `${pick(random, topics)} ${1000 + Math.floor(random() * 9000)}`;
    return (
      `From: ${name} <${address}>\r\nTo: <${this.batch.recipient}>\r\nSubject: ${subject}\r\n` +
      `Date: ${new Date(this.receivedAt).toUTCString().replace('GMT', '+0000')}\r\n` +
      `Message-ID: <${this.index}.${this.number}.${this.batch.seed}.${this.batch.recipient.split('@')[0]}@${domain}>\r\n`
    );
  }
}

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Attachment, type AddressObject, type EmailAddress, type ParsedMail, simpleParser } from 'mailparser';
import { decodePart, parseMessage, preview, searchableText, type Address, type MimePart, type ParsedMessage } from './index';

const archives = resolve(__dirname, '../../../../shared/data/mail');
const started = Date.now();

interface Comparison {
  ours: (message: ParsedMessage, text: string) => string;
  theirs: (mail: ParsedMail) => string;
  /** Whether a difference is one that README.md lists as deliberate. */
  isDeliberate: (theirs: string, message: ParsedMessage, bytes: Buffer) => boolean;
}

const withoutBrackets = (id: string | undefined): string => (id ?? '').replace(/^<|>$/g, '');
const shownAddresses = (list: Address[]): string => list.map(({ name, address }) => `${name}<${address}>`).join();
const flatten = ({ name, address = '', group }: EmailAddress): string[] => group?.flatMap(flatten) ?? [`${name}<${address}>`];
const theirAddresses = (field: AddressObject | AddressObject[] | undefined): string =>
  [field ?? []]
    .flat()
    .flatMap(({ value }) => value.flatMap(flatten))
    .join();
const everyPart = (part: MimePart): MimePart[] => [part, ...part.children.flatMap(everyPart)];

/** It decodes raw 8-bit headers as UTF-8 only, keeps control characters, and takes a bracketed empty group for a name. */
const isMangled = (theirs: string): boolean => /\ufffd|\p{Cc}|:;<>|\s\s/u.test(theirs);
/** It splits identifiers at white space alone and takes phrases for them. */
const isPhrase = (theirs: string): boolean => /[<>"]/.test(theirs) || theirs.split(' ').some((word) => !word.includes('@'));
/** It merges an inline message/rfc822 into the text, and guesses where a part has a disposition only or an unusable Content-Type. */
const isOwnIdeaOfParts = (message: ParsedMessage, bytes: Buffer): boolean =>
  everyPart(message.root).some((part) => {
    const header = bytes.toString('latin1', part.headerStart, part.bodyStart);
    const hasType = /^content-type:/im.test(header);
    if (hasType && !/^content-type:\s*[^\s/;]+\/[^\s;]+/im.test(header)) return true;
    if (!hasType && /^content-disposition:/im.test(header)) return true;
    return part.contentType === 'message/rfc822' && part.disposition === 'inline';
  });

const addresses = (key: 'from' | 'to' | 'cc' | 'bcc' | 'replyTo'): Comparison => ({
  ours: (message) => shownAddresses(message[key]),
  theirs: (mail) => theirAddresses(mail[key]),
  isDeliberate: (theirs) => isMangled(theirs) || theirs.includes('('),
});
const attachments = (ours: (message: ParsedMessage) => unknown[], theirs: (attachment: Attachment) => unknown): Comparison => ({
  ours: (message) => ours(message).join('|'),
  theirs: (mail) => mail.attachments.map(theirs).join('|'),
  isDeliberate: (_, message, bytes) => isOwnIdeaOfParts(message, bytes),
});

const comparisons: Record<string, Comparison> = {
  subject: { ours: ({ subject }) => subject, theirs: (mail) => mail.subject ?? '', isDeliberate: isMangled },
  from: addresses('from'),
  to: addresses('to'),
  cc: addresses('cc'),
  bcc: addresses('bcc'),
  'reply-to': addresses('replyTo'),
  'message-id': { ours: ({ messageId }) => messageId ?? '', theirs: (mail) => withoutBrackets(mail.messageId), isDeliberate: isPhrase },
  'in-reply-to': {
    ours: ({ inReplyTo }) => inReplyTo.join(' '),
    theirs: (mail) => withoutBrackets(mail.inReplyTo),
    isDeliberate: isPhrase,
  },
  references: {
    ours: ({ references }) => references.join(' '),
    theirs: (mail) => [mail.references ?? []].flat().map(withoutBrackets).join(' '),
    isDeliberate: isPhrase,
  },
  date: {
    ours: ({ date }) => date?.toISOString() ?? '',
    theirs: (mail) => mail.date?.toISOString() ?? '',
    // What it cannot read is now.
    isDeliberate: (theirs) => Date.parse(theirs) >= started,
  },
  'attachment names': attachments(
    (message) => message.attachments.map(({ filename }) => filename ?? ''),
    ({ filename }) => filename ?? '',
  ),
  'attachment types': {
    ours: (message) => message.attachments.map(({ contentType }) => contentType).join('|'),
    theirs: (mail) => mail.attachments.map(({ contentType }) => contentType).join('|'),
    // It guesses a type from the file name where the sender says application/octet-stream.
    isDeliberate: (_, message, bytes) =>
      isOwnIdeaOfParts(message, bytes) || message.attachments.some(({ contentType }) => contentType === 'application/octet-stream'),
  },
  'attachment sizes': attachments(
    (message) => message.attachments.map(({ size }) => size),
    ({ size }) => size,
  ),
  'has text': {
    ours: (_, text) => String(text !== ''),
    theirs: (mail) => String((mail.text ?? '').trim() !== ''),
    isDeliberate: (_, message, bytes) => isOwnIdeaOfParts(message, bytes),
  },
  'has HTML': {
    ours: ({ htmlPart }) => String(htmlPart !== null),
    theirs: (mail) => String(Boolean(mail.html)),
    isDeliberate: () => false,
  },
};

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

if (existsSync(archives)) {
  describe('real mail', () => {
    const folder = mkdtempSync(join(tmpdir(), 'mailroom-mime-'));
    const unpacked = (name: string): string[] => {
      execFileSync('tar', ['-xJf', join(archives, `${name}.tar.xz`), '-C', folder]);
      return filesOf(join(folder, name));
    };
    afterAll(() => rmSync(folder, { recursive: true }));

    it('is read as mailparser reads it, save for the listed differences', async () => {
      const counts = Object.fromEntries(Object.keys(comparisons).map((name) => [name, { equal: 0, deliberate: 0, other: 0 }]));
      const files = unpacked('normal');
      for (const file of files) {
        const bytes = readFileSync(file);
        const message = parseMessage(bytes);
        const text = searchableText(bytes, message);
        const mail = await simpleParser(bytes, { skipTextToHtml: true, skipImageLinks: true });
        for (const [name, { ours, theirs, isDeliberate }] of Object.entries(comparisons)) {
          const expected = theirs(mail);
          const count = counts[name];
          if (!count) continue;
          if (ours(message, text) === expected) count.equal++;
          else if (isDeliberate(expected, message, bytes)) count.deliberate++;
          else count.other++;
        }
      }
      const percent = (count: number): string => `${((100 * count) / files.length).toFixed(2)} %`;
      const rows = Object.entries(counts).map(
        ([name, { equal, deliberate, other }]) =>
          `${name.padEnd(18)}${percent(equal).padStart(10)} equal${String(deliberate).padStart(6)} deliberate${String(other).padStart(4)} other`,
      );
      process.stdout.write(`beside mailparser, ${files.length} messages:\n${rows.join('\n')}\n`);
      for (const [name, { other }] of Object.entries(counts))
        expect({ name, isRare: other / files.length <= 0.002 }).toEqual({ name, isRare: true });
    }, 180_000);

    it.each(['malformed', 'spam'])(
      'that is %s is read without an error, with true sizes',
      (name) => {
        for (const file of unpacked(name)) {
          const bytes = readFileSync(file);
          const message = parseMessage(bytes);
          preview(searchableText(bytes, message));
          const parts = new Map(everyPart(message.root).map((part) => [part.path, part]));
          for (const { path, size } of message.attachments) {
            const part = parts.get(path);
            expect(part && decodePart(bytes, part)).toHaveLength(size);
          }
        }
      },
      60_000,
    );
  });
} else {
  process.stdout.write(`No real mail at ${archives}: only a message of our own is compared with mailparser.\n`);
}

it('a message of our own is read as mailparser reads it', async () => {
  const bytes = Buffer.from(
    'From: "Lee, Ann" <ann@example.com>\r\nTo: Team: bob@example.com;\r\nSubject: =?utf-8?Q?caf=C3=A9?=\r\nMessage-ID: <a@b>\r\n' +
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\nContent-Type: image/png; name=a.png\r\n' +
      'Content-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n',
  );
  const message = parseMessage(bytes);
  const mail = await simpleParser(bytes);
  for (const { ours, theirs } of Object.values(comparisons)) expect(ours(message, searchableText(bytes, message))).toBe(theirs(mail));
});

import { decodeEncodedWords } from './encoded-words';
import { type Address } from './message';

/**
 * Addresses of a From, To, … field (RFC 5322, 3.4 and 4.4), raw bytes already decoded to text. Members of groups are
 * listed without their group; what has no address is kept with its name alone; nothing makes it fail.
 */
export function parseAddresses(text: string): Address[] {
  const addresses: Address[] = [];
  for (const mailbox of splitMailboxes(text)) {
    const address = toAddress(mailbox);
    if (address === null) continue;
    if (address.address === '' && isEncodedList(address.name)) addresses.push(...plainAddresses(decodeEncodedWords(address.name)));
    else addresses.push({ name: decodeEncodedWords(address.name), address: address.address });
  }
  return addresses;
}

/** Some senders encode the whole field, addresses and all, as one base64 word. */
function isEncodedList(name: string): boolean {
  return /^=\?[^?]+\?b\?[^?]*\?=/i.test(name);
}

function plainAddresses(text: string): Address[] {
  return splitMailboxes(text).flatMap((mailbox) => toAddress(mailbox) ?? []);
}

/** The pieces of one mailbox, in order. */
interface Mailbox {
  /** Words outside of brackets, quotes removed. */
  words: { text: string; isQuoted: boolean }[];
  angle: string | null;
  comments: string[];
}

function splitMailboxes(text: string): Mailbox[] {
  const mailboxes: Mailbox[] = [];
  let mailbox: Mailbox = { words: [], angle: null, comments: [] };
  let joins = false;
  const word = (piece: string, isQuoted: boolean): void => {
    const last = mailbox.words.at(-1);
    if (joins && last) {
      last.text += piece;
      last.isQuoted ||= isQuoted;
    } else mailbox.words.push({ text: piece, isQuoted });
  };
  const flush = (): void => {
    mailboxes.push(mailbox);
    mailbox = { words: [], angle: null, comments: [] };
  };
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    if (char === ',' || char === ';') {
      flush();
      i++;
    } else if (char === ':') {
      // The display name of a group.
      mailbox = { words: [], angle: null, comments: [] };
      i++;
    } else if (char === '"') {
      const { content, end } = readQuoted(text, i);
      word(content, true);
      i = end;
    } else if (char === '(') {
      const { content, end } = readComment(text, i);
      mailbox.comments.push(content);
      i = end;
    } else if (char === '<') {
      const close = text.indexOf('>', i);
      const content = text.slice(i + 1, close < 0 ? undefined : close);
      mailbox.angle ??= content.slice(content.lastIndexOf('<') + 1).trim();
      i = close < 0 ? text.length : close + 1;
    } else if (isSpace(char)) {
      i++;
      joins = false;
      continue;
    } else {
      const end = endOfAtom(text, i);
      word(text.slice(i, end), false);
      i = end;
    }
    joins = true;
  }
  flush();
  return mailboxes;
}

function toAddress({ words, angle, comments }: Mailbox): Address | null {
  let address = angle ?? '';
  if (angle === null) {
    const index = words.findLastIndex(({ text, isQuoted }) => !isQuoted && text.includes('@'));
    address = index < 0 ? '' : (words.splice(index, 1)[0]?.text ?? '');
  }
  const name = (words.length > 0 ? words.map(({ text }) => text) : comments).join(' ').trim();
  return name === '' && address === '' ? null : { name, address };
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

function endOfAtom(text: string, start: number): number {
  let i = start + 1;
  while (i < text.length && !' \t\r\n,;:"(<'.includes(text.charAt(i))) i++;
  return i;
}

function readQuoted(text: string, start: number): { content: string; end: number } {
  let content = '';
  let from = start + 1;
  let i = from;
  for (; i < text.length && text.charCodeAt(i) !== 0x22; i++) {
    if (text.charCodeAt(i) === 0x5c) {
      content += text.slice(from, i);
      from = ++i;
    }
  }
  return { content: content + text.slice(from, i), end: i + 1 };
}

/** Comments may nest. */
function readComment(text: string, start: number): { content: string; end: number } {
  let depth = 1;
  let i = start + 1;
  for (; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x5c) i++;
    else if (char === 0x28) depth++;
    else if (char === 0x29 && --depth === 0) break;
  }
  return { content: text.slice(start + 1, i).trim(), end: i + 1 };
}

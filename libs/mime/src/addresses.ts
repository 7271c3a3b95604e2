import { decodeRawHeader, withoutControls } from './charset';
import { decodeHeaderText } from './encoded-words';
import { type Address } from './message';
import { trimAscii } from './trim-ascii';

/**
 * Addresses of a From, To, … field (RFC 5322, 3.4 and 4.4), given raw (latin1). The list is split before words are decoded,
 * so that a decoded comma separates nothing. Members of groups are
 * listed without their group; what has no address is kept with its name alone; nothing makes it fail.
 */
export function parseAddresses(raw: string): Address[] {
  const addresses: Address[] = [];
  for (const mailbox of splitMailboxes(raw)) {
    const { name, address } = toAddress(mailbox);
    // Some senders encode the whole field, addresses and all, as one base64 word.
    const isEncodedList = address === '' && /^=\?[^?]+\?b\?[^?]*\?=/i.test(name);
    if (isEncodedList) addresses.push(...splitMailboxes(decodeHeaderText(name)).map(toAddress));
    else addresses.push({ name: decodeHeaderText(name), address: decodeRawHeader(address) });
  }
  return addresses.map(tidy).filter(({ name, address }) => name !== '' || address !== '');
}

/** A name that only repeats the address is none. */
function tidy({ name, address }: Address): Address {
  const shown = withoutControls(name).trim();
  return { name: shown === address ? '' : shown, address: withoutControls(address) };
}

interface Word {
  text: string;
  isQuoted: boolean;
}

interface Piece {
  content: string;
  /** Offset after the piece. */
  end: number;
}

/** The pieces of one mailbox, in order. */
interface Mailbox {
  /** Words outside of brackets, quotes removed. */
  words: Word[];
  angle: string | null;
  comments: string[];
}

function splitMailboxes(text: string): Mailbox[] {
  const mailboxes: Mailbox[] = [];
  let mailbox: Mailbox = { words: [], angle: null, comments: [] };
  let isAfterSpace = true;
  let mayQuote = true;
  for (let i = 0; i < text.length;) {
    const char = text.charAt(i);
    if (isSpace(char)) {
      i++;
      isAfterSpace = true;
      continue;
    }
    if (char === ',' || char === ';' || char === ':') {
      // What stands before a colon is the display name of a group.
      if (char !== ':') mailboxes.push(mailbox);
      mailbox = { words: [], angle: null, comments: [] };
      i++;
    } else if (char === '(') {
      const { content, end } = readComment(text, i);
      mailbox.comments.push(content);
      i = end;
    } else if (char === '<') {
      const close = text.indexOf('>', i);
      const content = text.slice(i + 1, close < 0 ? undefined : close);
      mailbox.angle ??= trimAscii(content.slice(content.lastIndexOf('<') + 1));
      i = close < 0 ? text.length : close + 1;
    } else {
      const quoted = char === '"' && mayQuote ? readQuoted(text, i) : null;
      // A quote that nothing closes is a character like others, and then so is every later one.
      if (char === '"' && quoted === null) mayQuote = false;
      const isQuoted = quoted !== null;
      const { content, end } = quoted ?? readAtom(text, i);
      addWord(mailbox.words, { text: content, isQuoted }, isAfterSpace);
      i = end;
    }
    isAfterSpace = false;
  }
  mailboxes.push(mailbox);
  return mailboxes;
}

/** Without white space between them, pieces make one word; a quoted one before an '@' is a local part and stays quoted. */
function addWord(words: Word[], word: Word, isAfterSpace: boolean): void {
  const last = words.at(-1);
  if (isAfterSpace || last === undefined) words.push(word);
  else if (last.isQuoted && !word.isQuoted && word.text.startsWith('@')) {
    last.text = `"${last.text}"${word.text}`;
    last.isQuoted = false;
  } else {
    last.text += word.text;
    last.isQuoted ||= word.isQuoted;
  }
}

/** Without angle brackets the last word that looks like an address is the address; never one in quotes, which anybody can choose. */
function toAddress({ words, angle, comments }: Mailbox): Address {
  const index = angle === null ? words.findLastIndex(({ text, isQuoted }) => !isQuoted && text.includes('@')) : -1;
  const names = words.filter((_, i) => i !== index).map(({ text }) => trimAscii(text));
  const name = trimAscii((names.length > 0 ? names : comments).join(' '));
  const address = angle ?? words[index]?.text ?? '';
  // `<undisclosed-recipients:;>`, an empty group in brackets.
  return { name, address: address.endsWith(':;') ? '' : address };
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}

function readAtom(text: string, start: number): Piece {
  let end = start + 1;
  while (end < text.length && !' \t\r\n,;:"(<'.includes(text.charAt(end))) end++;
  return { content: text.slice(start, end), end };
}

/** Null when nothing closes the quote. */
function readQuoted(text: string, start: number): Piece | null {
  let content = '';
  let from = start + 1;
  let i = from;
  for (; i < text.length && text.charCodeAt(i) !== 0x22; i++) {
    if (text.charCodeAt(i) === 0x5c) {
      content += text.slice(from, i);
      from = ++i;
    }
  }
  return i < text.length ? { content: content + text.slice(from, i), end: i + 1 } : null;
}

/** Comments may nest. */
function readComment(text: string, start: number): Piece {
  let depth = 1;
  let i = start + 1;
  for (; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x5c) i++;
    else if (char === 0x28) depth++;
    else if (char === 0x29 && --depth === 0) break;
  }
  return { content: trimAscii(text.slice(start + 1, i)), end: i + 1 };
}

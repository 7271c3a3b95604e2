import { createHash } from 'node:crypto';

/**
 * Ids as Exchange's look: base64, case-sensitive, opaque to clients, 152 characters for an item. They are made from a mailbox's key, an
 * ordinal and a generation, so none is kept in memory. What was loaded when the server started has the generation 'AAAA', so its ids
 * stay the same from run to run; whatever came later has the run's own, so that no id ever names two things.
 */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const keyLength = 80;
const digitCount = 8;

const kinds = {
  item: { prefix: 'AAMkAGMx', middle: 'BGAAAAAA', suffix: `${'A'.repeat(43)}=` },
  folder: { prefix: 'AQMkAGMx', middle: 'AuAAAAAA', suffix: `${'A'.repeat(7)}=` },
} as const;

/** What an id can name. */
export type IdKind = keyof typeof kinds;

/** The generation of everything that was there when the server started. */
export const loadedGeneration = 'AAAA';

/** The parts of an id. */
export interface ParsedId {
  readonly mailboxKey: string;
  readonly generation: string;
  readonly ordinal: number;
}

/** The part of a mailbox's ids that other mailboxes' do not have. */
export function mailboxKey(address: string): string {
  return createHash('sha512').update(address.toLowerCase()).digest('base64').slice(0, keyLength);
}

export function formatId(kind: IdKind, { mailboxKey: key, generation, ordinal }: ParsedId): string {
  const { prefix, middle, suffix } = kinds[kind];
  return `${prefix}${key}${middle}${generation}${digits(ordinal)}${suffix}`;
}

/** Undefined when the text is no id of that kind. */
export function parseId(kind: IdKind, id: string): ParsedId | undefined {
  const { prefix, middle, suffix } = kinds[kind];
  const start = prefix.length + keyLength;
  const ordinalAt = start + middle.length + loadedGeneration.length;
  if (id.length !== ordinalAt + digitCount + suffix.length || !id.startsWith(prefix) || !id.endsWith(suffix)) return undefined;
  if (!id.startsWith(middle, start)) return undefined;
  const ordinal = number(id.slice(ordinalAt, ordinalAt + digitCount));
  if (ordinal === undefined) return undefined;
  return { mailboxKey: id.slice(prefix.length, start), generation: id.slice(start + middle.length, ordinalAt), ordinal };
}

/** The id of an item's part; `path` is the part's position in the MIME tree. */
export function formatAttachmentId(itemId: string, path: string): string {
  return `${itemId.slice(0, -kinds.item.suffix.length)}${Buffer.from(path).toString('base64')}`;
}

export function parseAttachmentId(id: string): { itemId: string; path: string } {
  const length = formatId('item', { mailboxKey: 'A'.repeat(keyLength), generation: loadedGeneration, ordinal: 0 }).length;
  const end = length - kinds.item.suffix.length;
  return { itemId: id.slice(0, end) + kinds.item.suffix, path: Buffer.from(id.slice(end), 'base64').toString() };
}

function digits(value: number): string {
  let text = '';
  let rest = value;
  for (let index = 0; index < digitCount; index++) {
    text = alphabet.charAt(rest % 64) + text;
    rest = Math.floor(rest / 64);
  }
  return text;
}

function number(text: string): number | undefined {
  let value = 0;
  for (const character of text) {
    const digit = alphabet.indexOf(character);
    if (digit < 0) return undefined;
    value = value * 64 + digit;
  }
  return value;
}

const changeKeys = { item: 'CQAAABYAAAAA', folder: 'AQAAABYAAAAA' } as const;

/** A change key: differs whenever the item or folder has changed. */
export function formatChangeKey(kind: IdKind, revision: number): string {
  return `${changeKeys[kind]}${digits(revision)}`;
}

/** The revision that a change key stands for; undefined for what is none. */
export function parseChangeKey(kind: IdKind, key: string): number | undefined {
  return key.startsWith(changeKeys[kind]) ? number(key.slice(changeKeys[kind].length)) : undefined;
}

/** The id of the conversation whose first message has that Message-ID. */
export function formatConversationId(key: string, rootMessageId: string): string {
  const hash = createHash('sha256').update(rootMessageId).digest('base64').slice(0, 42);
  return `AAQkAGMx${key}ABAA${hash}A=`;
}

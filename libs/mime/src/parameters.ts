import { decodeCharset } from './charset';
import { decodeHeaderText } from './encoded-words';
import { limits } from './limits';
import { percentDecode } from './percent-decoding';
import { trimAscii } from './trim-ascii';

/** A header value of the form `value; name=value; …`, e.g. Content-Type. */
export interface ParameterisedValue {
  /** Before the first semicolon, trimmed, lower case. */
  value: string;
  /** Decoded; names in lower case; no prototype, because the names are a stranger's. */
  parameters: Record<string, string>;
}

interface Section {
  index: number;
  isEncoded: boolean;
  value: string;
}

/** Parses a raw (latin1, unfolded) value with its parameters: RFC 2045, continuations and charsets of RFC 2231, and RFC 2047 in quotes. */
export function parseParameters(raw: string, defects: string[]): ParameterisedValue {
  const parameters = Object.create(null) as Record<string, string>;
  const semicolon = raw.indexOf(';');
  const value = (semicolon < 0 ? raw : raw.slice(0, semicolon)).trim().toLowerCase();
  if (semicolon < 0) return { value, parameters };

  const sections = new Map<string, Section[]>();
  let count = 0;
  for (let i = semicolon + 1; i < raw.length; count++) {
    if (count >= limits.parameters) {
      defects.push(`more than ${limits.parameters} parameters`);
      break;
    }
    const { name, value: text, end } = readParameter(raw, i);
    i = end;
    const star = name.indexOf('*');
    if (name === '') continue;
    if (star < 0) parameters[name] ??= decodeHeaderText(trimAscii(text));
    else addSection(sections, name, star, text);
  }
  for (const [name, list] of sections) parameters[name] = joinSections(list);
  return { value, parameters };
}

/** Reads `name=value` up to the next semicolon that stands outside quotes. */
function readParameter(raw: string, start: number): { name: string; value: string; end: number } {
  let value = '';
  let name: string | null = null;
  let isQuoted = false;
  let i = start;
  let from = start;
  for (; i < raw.length; i++) {
    const char = raw.charCodeAt(i);
    if (char === 0x3d && name === null) {
      name = raw.slice(start, i);
      from = i + 1;
    } else if (char === 0x5c && name !== null) {
      value += raw.slice(from, i);
      from = ++i;
    } else if (char === 0x22 && name !== null) {
      value += unquoted(raw.slice(from, i), isQuoted);
      from = i + 1;
      isQuoted = !isQuoted;
    } else if (char === 0x3b && !isQuoted) break;
  }
  const rest = raw.slice(from, i);
  return { name: trimAscii(name ?? rest).toLowerCase(), value: name === null ? '' : value + unquoted(rest, isQuoted), end: i + 1 };
}

/** White space counts within quotes only. */
function unquoted(text: string, isQuoted: boolean): string {
  return isQuoted ? text : trimAscii(text);
}

/** `filename*1*=…`: RFC 2231, 3 and 4. */
function addSection(sections: Map<string, Section[]>, name: string, star: number, value: string): void {
  const key = name.slice(0, star);
  const list = sections.get(key) ?? [];
  sections.set(key, list);
  list.push({ index: Number.parseInt(name.slice(star + 1), 10) || 0, isEncoded: name.endsWith('*'), value });
}

function joinSections(sections: Section[]): string {
  sections.sort((a, b) => a.index - b.index);
  const first = sections[0];
  const charset = first?.isEncoded ? /^([^']*)'[^']*'/.exec(first.value) : null;
  if (first && charset) first.value = first.value.slice(charset[0].length);
  if (!sections.some((section) => section.isEncoded)) {
    return decodeHeaderText(sections.map((section) => section.value).join(''));
  }
  const bytes = sections.map(({ value, isEncoded }) => (isEncoded ? percentDecode(value) : Buffer.from(value, 'latin1')));
  return decodeCharset(Buffer.concat(bytes), charset?.[1] || null);
}

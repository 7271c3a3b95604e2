/**
 * The first words of a message for a list, on one line. Quoted lines and the line that introduces them ("On … wrote:") are left
 * out unless nothing else would remain. `limit` is in characters.
 */
export function preview(text: string, limit = 200): string {
  return firstWords(text, limit, true) || firstWords(text, limit, false);
}

/** Reads no more lines than it needs. */
function firstWords(text: string, limit: number, ownOnly: boolean): string {
  let words = '';
  for (let at = 0; at < text.length && words.length <= limit;) {
    const { line, end } = lineAt(text, at);
    if (line !== '' && !(ownOnly && (isQuoted(line) || isAttribution(line, text, end)))) words += (words === '' ? '' : ' ') + line;
    at = end;
  }
  return words.length <= limit ? words : cut(words, limit);
}

/** A line without the white space around it, and the offset of the next. */
function lineAt(text: string, start: number): { line: string; end: number } {
  const newline = text.indexOf('\n', start);
  const end = newline < 0 ? text.length : newline + 1;
  return { line: text.slice(start, end).trim(), end };
}

function isQuoted(line: string): boolean {
  return line.startsWith('>');
}

/** The line, or the first of two, that ends with a colon just before a quote, in any language. */
function isAttribution(line: string, text: string, end: number): boolean {
  const next = lineAt(text, end);
  if (isQuoted(next.line)) return line.endsWith(':');
  return next.line.endsWith(':') && /\d/.test(line) && !/[.!?]$/.test(line) && isQuoted(lineAt(text, next.end).line);
}

/** Cuts at a word's end where one is near, never within a surrogate pair. */
function cut(words: string, limit: number): string {
  const space = words.lastIndexOf(' ', limit - 1);
  const end = space > Math.max(0, limit - 30) ? space : limit - 1;
  const last = words.charCodeAt(end - 1);
  return `${words.slice(0, last >= 0xd800 && last <= 0xdbff ? end - 1 : end).trimEnd()}…`;
}

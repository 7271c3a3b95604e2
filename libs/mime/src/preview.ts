/** How much of a text is looked at for a preview: what stands behind very long quotes is not worth the search. */
const window = 8 * 1024;

/**
 * The first words of a message for a list, on one line. Quoted lines and the line that introduces them ("On … wrote:") are left
 * out, and so is everything after a signature's "-- ", unless nothing else would remain. `limit` is in characters.
 */
export function preview(text: string, limit = 200): string {
  const lines = text
    .slice(0, window)
    .split('\n')
    .map((line) => line.trim());
  const own = lines.filter((line, index) => !isQuoted(line) && !isAttribution(line, lines[index + 1], lines[index + 2]));
  const words = (oneLine(own) || oneLine(lines)).slice(0, limit + 1);
  return words.length <= limit ? words : cut(words, limit);
}

function oneLine(lines: string[]): string {
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}

function isQuoted(line: string): boolean {
  return line.startsWith('>');
}

/** The line, or the first of two, that ends with a colon just before a quote, in any language. */
function isAttribution(line: string, next = '', afterNext = ''): boolean {
  if (isQuoted(next)) return line.endsWith(':');
  return isQuoted(afterNext) && next.endsWith(':') && /\d/.test(line) && !/[.!?]$/.test(line);
}

/** Cuts at a word's end where one is near, never within a surrogate pair. */
function cut(words: string, limit: number): string {
  const space = words.lastIndexOf(' ', limit);
  const end = space > limit - 30 ? space : limit - 1;
  const high = words.charCodeAt(end - 1);
  return `${words.slice(0, high >= 0xd800 && high <= 0xdbff ? end - 1 : end).trimEnd()}…`;
}

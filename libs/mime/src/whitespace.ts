/**
 * Combining grapheme joiner, soft hyphen, zero-width space and byte order mark: nothing is seen where they stand. The first comes
 * first in each class below, so that it is not read as an accent of what stands before it.
 */
const invisible = '\\u034f\\xad\\u200b\\ufeff';
/** Everything but the ordinary space and the line feed; control characters too, of which databases refuse some. */
const unusual = `${invisible}\\0-\\x09\\x0b-\\x1f\\x7f-\\xa0\\u2000-\\u200a\\u2028\\u2029\\u3000`;

/** Runs that do not stay as they are. A single space or line end between words, which most white space is, is none. */
const runs = new RegExp(`[${unusual}][${unusual} \\n]*|[ \\n][${unusual} \\n]+`, 'g');
const onlyInvisible = new RegExp(`^[${invisible}]+$`);

/**
 * Collapses white space in one scan: runs within a line become one space, line ends and blank lines one '\n'; nothing remains at
 * either end. Invisible padding of newsletters counts as white space, and is nothing where it stands alone.
 */
export function collapseWhitespace(text: string): string {
  const collapsed = text.replaceAll('\r\n', '\n').replace(runs, (run) => (run.includes('\n') ? '\n' : onlyInvisible.test(run) ? '' : ' '));
  const start = isSpace(collapsed, 0) ? 1 : 0;
  const end = isSpace(collapsed, collapsed.length - 1) ? collapsed.length - 1 : collapsed.length;
  return collapsed.slice(start, end);
}

/** After the runs have been collapsed, only these two are left. */
function isSpace(text: string, index: number): boolean {
  return text[index] === ' ' || text[index] === '\n';
}

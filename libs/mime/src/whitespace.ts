/**
 * Collapses white space in one scan: runs within a line become one space, line ends and blank lines one '\n'; nothing remains at
 * either end. Control characters, of which databases refuse some, and invisible padding of newsletters count as white space.
 */
export function collapseWhitespace(text: string): string {
  let collapsed = '';
  let start = 0;
  let gap = '';
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x20 && code < 0x7f) continue;
    // A single space between words, which most white space is, needs no cut.
    if (code === 0x20 && i > start && text.charCodeAt(i + 1) > 0x20 && text.charCodeAt(i + 1) < 0x7f) continue;
    if (!isSpace(code)) continue;
    if (i > start) {
      collapsed += (collapsed === '' ? '' : gap) + text.slice(start, i);
      gap = '';
    }
    if (code === 0x0a) gap = '\n';
    else if (gap === '' && !isInvisible(code)) gap = ' ';
    start = i + 1;
  }
  return start < text.length ? collapsed + (collapsed === '' ? '' : gap) + text.slice(start) : collapsed;
}

function isSpace(code: number): boolean {
  return (
    code <= 0x20 ||
    (code >= 0x7f && code <= 0xa0) ||
    code === 0x3000 ||
    (code >= 0x2000 && code <= 0x200b) ||
    code === 0x2028 ||
    code === 0x2029 ||
    isInvisible(code)
  );
}

/** Soft hyphen, combining grapheme joiner, zero-width space and byte order mark: nothing is seen where they stand. */
function isInvisible(code: number): boolean {
  return code === 0xad || code === 0x34f || code === 0x200b || code === 0xfeff;
}

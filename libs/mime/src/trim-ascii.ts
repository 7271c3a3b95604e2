/** Trims ASCII white space only: in raw latin1 text, U+00A0 may be the last byte of a UTF-8 character. */
export function trimAscii(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 0x20) start++;
  while (end > start && text.charCodeAt(end - 1) <= 0x20) end--;
  return text.slice(start, end);
}

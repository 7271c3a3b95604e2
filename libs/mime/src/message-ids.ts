/**
 * Message-IDs of a References, In-Reply-To or Message-ID field, without angle brackets and in their order. Where the
 * sender left the brackets out, words that contain an '@' count; the phrases that old clients write there do not.
 */
export function parseMessageIds(text: string): string[] {
  const ids: string[] = [];
  let open = text.indexOf('<');
  if (open < 0) return text.split(/[\s,;]+/).filter((word) => word.includes('@'));
  while (open >= 0) {
    const close = text.indexOf('>', open);
    const id = text.slice(open + 1, close < 0 ? undefined : close).trim();
    if (id !== '') ids.push(id);
    open = close < 0 ? -1 : text.indexOf('<', close);
  }
  return ids;
}

/** The one Message-ID of a Message-ID field, or null; a value without brackets and '@' is taken as it stands. */
export function parseMessageId(text: string): string | null {
  return parseMessageIds(text)[0] ?? (text.replace(/[<>]/g, '').trim() || null);
}

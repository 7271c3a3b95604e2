/**
 * Message-IDs of a References or In-Reply-To field, without angle brackets and in their order. Old clients write phrases there:
 * after `Message from Ann <ann@example.com> of …`, only the last word in brackets is an identifier.
 */
export function parseMessageIds(text: string): string[] {
  const value = text.trim();
  if (!value.includes('<')) {
    const words = value.split(/[\s,;]+/).filter((word) => word !== '');
    return words.every((word) => word.includes('@')) ? words : [];
  }
  return value.startsWith('<') ? bracketed(value) : bracketed(value).slice(-1);
}

/** The one identifier of a Message-ID field, without angle brackets; anything that stands there counts. */
export function parseMessageId(text: string): string | null {
  return bracketed(text)[0] ?? (text.replace(/[<>]/g, '').trim() || null);
}

function bracketed(text: string): string[] {
  const ids: string[] = [];
  let open = text.indexOf('<');
  while (open >= 0) {
    const close = text.indexOf('>', open);
    const id = text.slice(open + 1, close < 0 ? undefined : close).trim();
    if (id !== '') ids.push(id);
    open = close < 0 ? -1 : text.indexOf('<', close);
  }
  return ids;
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Escapes a value for an element or an attribute. Control characters, which no name or id holds, are left out. */
export function xmlText(value: string): string {
  return value.replace(/[\p{Cc}\ufffe\uffff]/gu, '').replace(/[&<>"]/g, (character) => entities[character] ?? '');
}

const characters = (from: number, to: number): string => `${String.fromCharCode(from)}-${String.fromCharCode(to)}`;
/** What XML 1.0 cannot carry at all, not even as a character reference. */
const impossible = [characters(0x00, 0x08), characters(0x0b, 0x0c), characters(0x0e, 0x1f), characters(0xfffe, 0xffff)].join('');
const special = new RegExp(`[&<>"\r${impossible}]|\\p{Surrogate}`, 'gu');
const references: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

/** The `Value` elements that a MessageXml holds, with the prefix `t`. */
export function messageXmlValues(values: Readonly<Record<string, string>>): string {
  return Object.entries(values)
    .map(([name, value]) => `<t:Value Name="${name}">${escapeXml(value)}</t:Value>`)
    .join('');
}

/** Text as an XML element's content or attribute value. Characters that XML 1.0 does not allow are left out. */
export function escapeXml(text: string): string {
  return text.replace(special, (character) => references[character] ?? '');
}

/**
 * The header `Content-Disposition` (RFC 6266) of a file to keep, for a file name that a stranger chose: plain ASCII for old clients, and
 * the whole name in RFC 8187's form. Paths, control characters and marks that turn the direction of text (which can make
 * `exe.fdp` look like `pdf.exe`) are taken out.
 */
export function contentDisposition(filename: string): string {
  const name = safeFilename(filename);
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeExtended(name)}`;
}

/** A name without anything that a file system or a browser could misread; never empty. */
export function safeFilename(filename: string): string {
  const name = filename
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/[/\\:*?"<>|]/g, '_')
    .replace(/^[\s.]+/, '')
    .trim();
  if (name.length <= 150) return name || 'attachment';
  const extension = /\.\w{1,10}$/.exec(name)?.[0] ?? '';
  return name.slice(0, 150 - extension.length) + extension;
}

/** RFC 8187's `ext-value`: everything but `attr-char` is percent-encoded. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

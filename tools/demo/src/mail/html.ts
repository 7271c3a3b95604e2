import type { Language } from './conversation';

/** A message's text as simple HTML, with quotations set in. A picture's Content-ID puts it below the first paragraph block. */
export function htmlOf(text: string, language: Language, pictureIds: readonly string[]): string {
  const direction = language === 'ar' || language === 'he' ? 'rtl' : 'ltr';
  const lines = text.split('\n');
  const quoteStart = lines.findIndex((line) => line.startsWith('>'));
  const own = quoteStart < 0 ? lines : lines.slice(0, quoteStart);
  const quoted = quoteStart < 0 ? [] : lines.slice(quoteStart).map((line) => line.replace(/^> ?/, ''));
  const pictures = pictureIds.map((id) => `<p><img src="cid:${id}" alt="Chart" width="420" height="180"></p>`).join('');
  const quotation =
    quoted.length === 0
      ? ''
      : `<blockquote style="margin:0 0 0 8px;padding-left:10px;border-left:2px solid #9aa5ab">${paragraphs(quoted)}</blockquote>`;
  return `<div dir="${direction}" lang="${language}" style="font-family:Calibri,Arial,sans-serif;font-size:11pt">${paragraphs(own)}${pictures}${quotation}</div>`;
}

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function paragraphs(lines: readonly string[]): string {
  return lines
    .join('\n')
    .trim()
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${escapeHtml(paragraph).replaceAll('\n', '<br>')}</p>`)
    .join('');
}

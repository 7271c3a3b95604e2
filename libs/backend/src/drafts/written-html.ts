import sanitizeHtml from 'sanitize-html';
import { shownHtml, withDirection } from '../emails/html-sanitiser';

const link = (tagName: string, { href = '', ...attribs }: sanitizeHtml.Attributes): sanitizeHtml.Tag => ({
  tagName,
  attribs: /^(?:https?|mailto|tel):/i.test(href.trim()) ? { ...attribs, href: href.trim() } : {},
});

/** What somebody wrote, as it may be sent: an editor's text. What a page was made to paste runs at nobody's. */
export function writtenHtml(html: string): string {
  const allowedTags = shownHtml.allowedTags.filter((tag) => tag !== 'img');
  return sanitizeHtml(html, { ...shownHtml, allowedTags, transformTags: { a: link } });
}

/** A quoted email's HTML, with its pictures: those inside it by their Content-ID, those of the web where they are. */
export function quotableHtml(html: string): string {
  return sanitizeHtml(html, {
    ...shownHtml,
    allowedSchemesByTag: { img: ['cid', 'data', 'http', 'https'] },
    transformTags: { a: link, html: withDirection, body: withDirection },
  });
}

/** A text as HTML. */
export function htmlOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
  return escaped.replaceAll(/\r\n?|\n/g, '<br>');
}

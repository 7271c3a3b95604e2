import { decodeEntity } from './html-entities';

/** Elements whose content is no text of the message. */
const droppedElements = new Set(['script', 'style', 'title']);
const cells = new Set(['td', 'th']);
const inlineElements = new Set(
  'a abbr acronym b bdi bdo big cite code del dfn em font i img ins kbd label mark o:p q s samp small span strike strong sub sup tt u var wbr'.split(
    ' ',
  ),
);

/** Text of an HTML document in one scan, without a DOM: no markup, scripts or styles; entities decoded; blocks on lines of their own. */
export function htmlToText(html: string): string {
  let text = '';
  let textStart = 0;
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', Math.max(textStart, open + 1))) {
    const isClosing = html.charCodeAt(open + 1) === 0x2f;
    const name = tagName(html, isClosing ? open + 2 : open + 1);
    const isComment = html.startsWith('!--', open + 1);
    // A '<' that starts no markup is text.
    if (name === '' && !isClosing && html[open + 1] !== '!' && html[open + 1] !== '?') continue;
    text += decodeEntities(html.slice(textStart, open)) + (inlineElements.has(name) || isComment ? '' : cells.has(name) ? ' ' : '\n');
    textStart = endAfter(html, isComment ? '-->' : '>', open);
    if (!isClosing && droppedElements.has(name)) textStart = endOfElement(html, textStart, name);
  }
  return text + decodeEntities(html.slice(textStart));
}

function tagName(html: string, start: number): string {
  let end = start;
  while (end < html.length && end - start < 20 && isNameCharacter(html.charCodeAt(end))) end++;
  return html.slice(start, end).toLowerCase();
}

function isNameCharacter(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39) || code === 0x3a;
}

/** Offset after the next `mark`; an unterminated tag or comment takes the rest, as in browsers. */
function endAfter(html: string, mark: string, start: number): number {
  const end = html.indexOf(mark, start);
  return end < 0 ? html.length : end + mark.length;
}

/** Offset of the element's end tag. Without one the rest of the document is in the element, as in browsers. */
function endOfElement(html: string, start: number, name: string): number {
  for (let at = html.indexOf('</', start); at >= 0; at = html.indexOf('</', at + 2)) {
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name) return at;
  }
  return html.length;
}

function decodeEntities(text: string): string {
  return text.includes('&') ? text.replace(/&(#?\w{1,31});?/g, decodeEntity) : text;
}

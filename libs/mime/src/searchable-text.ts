import { readableParts } from './body-parts';
import { decodeText } from './decode-text';
import { htmlToText } from './html-text';
import { type MimePart, type ParsedMessage } from './message';
import { collapseWhitespace } from './whitespace';

const defaultLimit = 256 * 1024;

/**
 * Plain text for preview and full-text search: the text parts of the message, an HTML part only where it has no plain alternative
 * with words in it. White space is collapsed, lines are kept. At most `limitBytes` of the encoded bodies are read (256 KiB unless told).
 */
export function searchableText(bytes: Buffer, message: ParsedMessage, limitBytes = defaultLimit): string {
  const texts: string[] = [];
  let left = limitBytes;
  for (const part of readableParts(message.root)) {
    if (left <= 0) break;
    const text = plainText(bytes, part, left);
    if (text !== '') texts.push(text);
    left -= part.bodyEnd - part.bodyStart;
  }
  if (texts.length === 0 && message.htmlPart) return plainText(bytes, message.htmlPart, limitBytes);
  return texts.join('\n');
}

function plainText(bytes: Buffer, part: MimePart, limitBytes: number): string {
  const text = decodeText(bytes, part, limitBytes);
  return collapseWhitespace(part.contentType === 'text/html' ? htmlToText(text) : text);
}

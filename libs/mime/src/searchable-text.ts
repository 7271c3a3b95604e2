import { readableParts } from './body-parts';
import { decodeText } from './decode-text';
import { htmlToText } from './html-text';
import { type ParsedMessage } from './message';
import { collapseWhitespace } from './whitespace';

const defaultLimit = 256 * 1024;

/**
 * Plain text for preview and full-text search: the text parts of the message, an HTML part only where it has no plain alternative.
 * White space is collapsed, lines are kept. At most `limitBytes` of the encoded bodies are read (256 KiB unless told).
 */
export function searchableText(bytes: Buffer, message: ParsedMessage, limitBytes = defaultLimit): string {
  let text = '';
  let left = limitBytes;
  for (const part of readableParts(message.root)) {
    if (left <= 0) break;
    const decoded = decodeText(bytes, part, left);
    const plain = collapseWhitespace(part.contentType === 'text/html' ? htmlToText(decoded) : decoded);
    if (plain !== '') text += text === '' ? plain : `\n${plain}`;
    left -= part.bodyEnd - part.bodyStart;
  }
  return text;
}

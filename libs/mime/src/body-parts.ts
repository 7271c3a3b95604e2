import { isTextBody } from './attachments';
import { type MimePart } from './message';

/** The part at that path (see `MimePart.path`), e.g. of an attachment; null when there is none. */
export function findPart(root: MimePart, path: string): MimePart | null {
  let part: MimePart | undefined = root;
  for (const index of path === '' ? [] : path.split('.')) part = part?.children[Number(index) - 1];
  return part ?? null;
}

/** First part below `part` (or itself) that is shown as text of that type. */
export function findBody(part: MimePart, contentType: string): MimePart | null {
  if (part.contentType === contentType && isTextBody(part)) return part;
  for (const child of part.children) {
    const found = findBody(child, contentType);
    if (found !== null) return found;
  }
  return null;
}

/** The parts that a reader without pictures would see, in order: of alternatives, the plain text one where there is one. */
export function readableParts(part: MimePart): MimePart[] {
  if (part.contentType === 'multipart/alternative') {
    const alternatives = part.children.map(readableParts).filter((parts) => parts.length > 0);
    return alternatives.find((parts) => parts.some(({ contentType }) => contentType === 'text/plain')) ?? alternatives.at(-1) ?? [];
  }
  if (part.children.length > 0) return part.children.flatMap(readableParts);
  return isTextBody(part) ? [part] : [];
}

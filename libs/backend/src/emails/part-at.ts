import type { MimePart } from '@mailroom/mime';

/** The part of a message at a path such as `2.1`. */
export function partAt(part: MimePart, path: string): MimePart | undefined {
  if (part.path === path) return part;
  for (const child of part.children) {
    const found = partAt(child, path);
    if (found) return found;
  }
  return undefined;
}

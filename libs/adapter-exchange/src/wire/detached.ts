/**
 * A copy of what is kept for long, such as a cursor: V8 cuts a piece out of a text by pointing into it, which would keep
 * the whole answer that it came in.
 */
export function detached(text: string): string {
  return Buffer.from(text).toString();
}

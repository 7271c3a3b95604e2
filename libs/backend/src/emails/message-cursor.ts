import { ProblemError } from '../http/problem-error';
import type { MessagePosition } from './message-repository';

/** A page's end as the opaque text that the next request gives back. */
export function encodePosition({ receivedAt, id }: MessagePosition): string {
  return Buffer.from(`${receivedAt}.${id}`).toString('base64url');
}

/** @throws ProblemError 422 for a cursor that no page gave */
export function decodePosition(cursor: string | undefined): MessagePosition | null {
  if (cursor === undefined) return null;
  const match = /^(-?\d{1,16})\.([0-9a-f-]{36})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match) throw ProblemError.invalid({ path: 'cursor', code: 'invalid-cursor', message: 'This cursor comes from no page.' });
  return { receivedAt: Number(match[1]), id: match[2] ?? '' };
}

import type { PendingAuthorization } from '@mailroom/oauth';
import { signInTime } from '@mailroom/oauth';
import { createHash } from 'node:crypto';

/** Names the record of a sign-in, as `PendingAuthorization.id` does. */
export function signInIdOf(state: string): PendingAuthorization['id'] {
  return createHash('sha256').update(state).digest('base64url');
}

/**
 * The cookie that ties one sign-in to the browser that began it. Each has its own, so that several may be under way. It is `Lax`,
 * since a strict one does not come along when the sign-in service sends the browser back.
 * @param callback where the browser comes back to, as it sees it
 */
export function signInCookie(signInId: string, value: string, callback: URL): string {
  const attributes = [`Path=${callback.pathname}`, `Max-Age=${signInTime / 1000}`, 'HttpOnly', 'SameSite=Lax'];
  if (callback.protocol === 'https:') attributes.push('Secure');
  return [`${cookieName(signInId)}=${value}`, ...attributes].join('; ');
}

/** Its value in a `Cookie` header; '' when it is not there, which is nobody's value. */
export function signInCookieIn(header: string | undefined, signInId: string): string {
  const name = `${cookieName(signInId)}=`;
  const found = (header ?? '').split(';').find((pair) => pair.trim().startsWith(name));
  return found?.trim().slice(name.length) ?? '';
}

const cookieName = (signInId: string): string => `mailroom_sign_in_${signInId.slice(0, 16)}`;

import { createHash, timingSafeEqual } from 'node:crypto';

/** How long somebody has to sign in, in milliseconds. */
export const signInTime = 10 * 60 * 1000;

/**
 * A sign-in that was begun and has not come back: plain JSON, to be stored encrypted, since it holds the code verifier and the nonce.
 * Of `state` and of the session there are only digests, so that whoever reads the store can finish nobody's sign-in.
 */
export interface PendingAuthorization {
  /** Digest of the `state` parameter; names the record. */
  readonly id: string;
  /** Digest of the value that binds it to the browser session that began it. */
  readonly session: string;
  readonly providerId: string;
  /** The address of the mailbox to connect. */
  readonly mailbox: string;
  /** What the person signs in as, when that is not the mailbox's address. */
  readonly loginName: string | null;
  /** Whatever the caller wants to know again afterwards, such as which account is reconnected. */
  readonly context: Readonly<Record<string, string>>;
  readonly codeVerifier: string;
  readonly nonce: string;
  /** ISO 8601. It may be deleted ten minutes later; until then it stays, used or not. */
  readonly createdAt: string;
}

/** Where sign-ins under way are kept; shared by all processes that may get the callback. */
export interface PendingAuthorizationStore {
  add(pending: PendingAuthorization): Promise<void>;
  find(id: string): Promise<{ readonly pending: PendingAuthorization; readonly isUsed: boolean } | null>;
  /** Marks it as used; false when it was before. Of several calls at once, only one may get true. */
  use(id: string): Promise<boolean>;
}

/** SHA-256 in base64url: of values with so much chance in them that they cannot be guessed. */
export function digestOf(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/** In a time that does not tell how much of it is right. */
export function isSameSession(pending: PendingAuthorization, session: string): boolean {
  const [expected, actual] = [Buffer.from(pending.session), Buffer.from(digestOf(session))];
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

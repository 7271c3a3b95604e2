import { MailError } from '@mailroom/mail-adapter';
import { OAuthError } from '@mailroom/oauth';

/** A sign-in service's failure as the engine, an account and an answer show it. What is none stays what it is. */
export function oauthFailure(error: unknown): unknown {
  if (!(error instanceof OAuthError)) return error;
  const { code, cause, message, serverCode, retryAfterMs } = error;
  // The network's own rules, or a certificate: waiting does not help.
  if (cause instanceof MailError && cause.class === 'needs-a-person') return cause;
  return new MailError(code, {
    message,
    cause,
    ...(serverCode !== null && { serverCode }),
    ...(retryAfterMs !== null && { retryAfterMs }),
  });
}

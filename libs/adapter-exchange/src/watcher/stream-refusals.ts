import type { MailError } from '@mailroom/mail-adapter';

/** How a server says that this mailbox's events are not streamed to us. */
const refusals = new Set([
  'ErrorSubscriptionDelegateAccessNotSupported',
  'ErrorSubscriptionAccessDenied',
  'ErrorInvalidSubscriptionRequest',
  'ErrorExceededSubscriptionCount',
]);

/** Whether it is better to ask than to try to subscribe again soon. */
export function isRefusedSubscription({ code, serverCode }: MailError): boolean {
  return refusals.has(serverCode ?? '') || ['protocol-error', 'unsupported-version', 'subscription-lost'].includes(code);
}

/** The same of a connection: besides, the server may allow few that hang. */
export function isRefusedConnection({ serverCode }: MailError): boolean {
  return refusals.has(serverCode ?? '') || serverCode === 'ErrorExceededConnectionCount';
}

/** Errors that concern whoever signs in, not a single mailbox. */
const loginErrors = new Set(['authentication-failed', 'password-expired', 'account-disabled', 'tls-untrusted', 'host-not-found']);

export function concernsLogin({ code }: MailError): boolean {
  return loginErrors.has(code);
}

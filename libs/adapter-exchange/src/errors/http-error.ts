import type { IncomingHttpHeaders } from 'node:http';
import { MailError, type MailErrorOptions } from '@mailroom/mail-adapter';
import { retryAfterMs } from './server-wait';

/** The error that an HTTP status other than 200 and 401 stands for, where its body says nothing better. */
export function httpError(status: number, headers: IncomingHttpHeaders): MailError {
  const wait = retryAfterMs(headers['retry-after']);
  const details = (message: string): MailErrorOptions => ({
    message,
    serverCode: `HTTP ${status}`,
    ...(wait !== null && { retryAfterMs: wait }),
  });
  if (status >= 300 && status < 400) {
    return new MailError('not-exchange', details(`The server sent us to another page (HTTP ${status}), which we do not follow.`));
  }
  switch (status) {
    case 403:
      return new MailError('client-blocked', details('The mail server forbids the use of Exchange Web Services (HTTP 403).'));
    case 404:
    case 405:
    case 410:
    case 501:
      return new MailError('endpoint-not-found', details(`There are no Exchange Web Services at this address (HTTP ${status}).`));
    case 408:
    case 504:
      return new MailError('timeout', details(`A server before the mail server waited in vain for it (HTTP ${status}).`));
    case 413:
      return new MailError('send-rejected', details('The message is larger than the mail server accepts (HTTP 413).'));
    case 429:
      return new MailError('throttled', details('The mail server asked us to slow down (HTTP 429).'));
    case 503:
      // With a wait, it is Exchange that has too much to do; without, anything in between that is down.
      if (wait !== null) return new MailError('throttled', details('The mail server asked us to slow down (HTTP 503).'));
      return new MailError('unavailable', details('The mail server is busy or being maintained (HTTP 503).'));
    case 500:
    case 502:
      return new MailError('unavailable', details(`The mail server is busy or being maintained (HTTP ${status}).`));
    default:
      return new MailError('protocol-error', details(`The mail server answered with HTTP ${status}.`));
  }
}

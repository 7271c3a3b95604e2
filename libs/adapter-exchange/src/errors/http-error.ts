import type { IncomingHttpHeaders } from 'node:http';
import { MailError, type MailErrorOptions } from '@mailroom/mail-adapter';

/** The error that an HTTP status other than 200 stands for, where its body says nothing better. */
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
    case 401:
      return new MailError('authentication-failed', details(refusal(headers['www-authenticate'])));
    case 403:
      return new MailError('authorization-denied', details('The mail server forbids this login to use Exchange Web Services (HTTP 403).'));
    case 404:
    case 405:
    case 410:
    case 501:
      return new MailError('endpoint-not-found', details(`There are no Exchange Web Services at this address (HTTP ${status}).`));
    case 408:
    case 504:
      return new MailError('timeout', details(`A server before the mail server waited in vain for it (HTTP ${status}).`));
    case 429:
      return new MailError('throttled', details('The mail server asked us to slow down (HTTP 429).'));
    case 500:
    case 502:
    case 503:
      return new MailError('unavailable', details(`The mail server is busy or being maintained (HTTP ${status}).`));
    default:
      return new MailError('protocol-error', details(`The mail server answered with HTTP ${status}.`));
  }
}

/** In milliseconds, from seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined): number | null {
  if (header === undefined) return null;
  if (/^\s*\d+\s*$/.test(header)) return Number(header) * 1_000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

function refusal(offered: string | undefined): string {
  if (offered === undefined || /\b(basic|bearer)\b/i.test(offered)) return 'The mail server refused the user name or password (HTTP 401).';
  const schemes = offered.split(',').map((challenge) => challenge.trim().split(/\s/)[0]);
  return `The mail server offers no Basic authentication here, only ${schemes.join(', ')} (HTTP 401).`;
}

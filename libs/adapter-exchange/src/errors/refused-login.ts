import type { IncomingHttpHeaders } from 'node:http';
import { type Credentials, MailError } from '@mailroom/mail-adapter';

const schemes = { basic: 'Basic', ntlm: 'NTLM', token: 'Bearer' } as const;

/** What the server has against a login, as far as it says so with its 401. */
export function refusedLogin(headers: IncomingHttpHeaders, credentials: Credentials): MailError {
  const ours = credentials.kind === 'token' ? 'token' : credentials.method;
  return new MailError('authentication-failed', { message: reason(headers, ours), serverCode: 'HTTP 401' });
}

function reason(headers: IncomingHttpHeaders, ours: keyof typeof schemes): string {
  const offered = offeredSchemes(headers['www-authenticate']);
  const accepted = ours === 'ntlm' ? ['ntlm', 'negotiate'] : [schemes[ours].toLowerCase()];
  if (offered.length > 0 && !offered.some((scheme) => accepted.includes(scheme.toLowerCase()))) {
    return `The mail server offers no ${schemes[ours]} authentication here, only ${offered.join(', ')} (HTTP 401).`;
  }
  if (ours === 'token') return `The mail server refused the access token${diagnosis(headers['x-ms-diagnostics'])} (HTTP 401).`;
  if (ours === 'basic') return 'The mail server refused the user name or password (HTTP 401).';
  return 'The mail server refused the user name or password (HTTP 401 after NTLM). If they are right, it may demand Extended Protection, which fails when something between it and us decrypts TLS.';
}

export function offeredSchemes(challenges: string | undefined): string[] {
  // A challenge's parameters look like name="value" or are base64; a scheme stands alone or before them (RFC 9110, 11.3).
  const names = (challenges ?? '').replace(/"[^"]*"/g, '').matchAll(/(?:^|,)\s*([A-Za-z][\w-]*)(?=\s*(?:,|$|\s[^=]))/g);
  return [...names].map(([, name = '']) => name);
}

/** Exchange's own words, such as `2000003;reason="The token has expired.";error_category="invalid_token"`. */
function diagnosis(header: string | string[] | undefined): string {
  const reason = /reason="([^"]{1,200})"/.exec(String(header ?? ''))?.[1];
  return reason === undefined ? '' : `: ${reason}`;
}

import { type Credentials, MailError } from '@mailroom/mail-adapter';

/** The `Authorization` header: Basic in UTF-8 (RFC 7617) or Bearer. @throws MailError `authentication-failed` */
export async function authorization(credentials: Credentials, signal?: AbortSignal): Promise<string> {
  if (credentials.kind === 'token') return `Bearer ${await credentials.tokens.token(signal)}`;
  if (credentials.method === 'ntlm') {
    throw new MailError('authentication-failed', { message: 'This adapter signs in with Basic authentication or OAuth, not with NTLM.' });
  }
  return `Basic ${Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64')}`;
}

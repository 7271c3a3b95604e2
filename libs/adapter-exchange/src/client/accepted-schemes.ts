import type { Credentials } from '@mailroom/mail-adapter';

/** The HTTP authentication schemes that serve these credentials, in lower case. */
export function acceptedSchemes(credentials: Credentials): readonly string[] {
  if (credentials.kind === 'token') return ['bearer'];
  return credentials.method === 'ntlm' ? ['ntlm', 'negotiate'] : ['basic'];
}

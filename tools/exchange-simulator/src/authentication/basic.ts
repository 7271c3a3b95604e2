/** The login and password of `Basic` credentials (RFC 7617), which are UTF-8; a login has no colon, a password may. */
export function readBasic(credentials: string): { readonly login: string; readonly password: string } | undefined {
  const text = Buffer.from(credentials, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { login: text.slice(0, colon), password: text.slice(colon + 1) };
}

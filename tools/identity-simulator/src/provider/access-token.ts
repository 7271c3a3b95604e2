import type { AccessToken, ClientCredentials, JWTStructured } from 'oidc-provider';
import { type Application } from '../directory/applications';
import { type User } from '../directory/directory';

/** The permissions of Exchange Web Services that an application can ask for, below the address of the resource. */
const permissions = ['EWS.AccessAsUser.All', '.default'];

/** What an access token says besides who it is about. */
interface Circumstances {
  readonly tenant: string;
  readonly clockOffsetSeconds: number;
  readonly application: Application;
}

/** The scopes of a resource as they stand in a request: `https://outlook.office365.com/EWS.AccessAsUser.All`. */
export function scopesOf(resource: string): readonly string[] {
  return permissions.map((permission) => `${resource}/${permission}`);
}

/** The resource that the scopes of a request name; undefined when they name none. */
export function resourceOf(scope: unknown): string | undefined {
  if (typeof scope !== 'string') return undefined;
  return scope
    .split(' ')
    .find((part) => part.startsWith('https://'))
    ?.replace(/\/[^/]*$/, '');
}

/**
 * Writes an access token as Microsoft's are for Exchange Online (Microsoft identity platform, "Access token claims reference"):
 * the user by `upn` and the permission by `scp`; or no user, and the permission of the application itself by `roles`.
 */
export function writeClaims(
  { payload }: JWTStructured,
  token: AccessToken | ClientCredentials,
  user: User | undefined,
  { tenant, clockOffsetSeconds, application }: Circumstances,
): void {
  const { iss, aud, jti, iat, exp, scope } = payload as { iss: string; aud: string; jti: string; iat: number; exp: number; scope?: string };
  for (const name of Object.keys(payload)) delete payload[name];
  Object.assign(payload, {
    aud,
    iss,
    iat: iat + clockOffsetSeconds,
    nbf: iat + clockOffsetSeconds,
    exp: exp + clockOffsetSeconds,
    appid: token.clientId ?? application.clientId,
    appidacr: application.certificate === undefined ? '1' : '2',
    tid: tenant,
    uti: jti,
    ver: '1.0',
    ...(user === undefined
      ? { sub: application.clientId, oid: application.clientId, idtyp: 'app', roles: ['full_access_as_app'] }
      : { sub: user.objectId, oid: user.objectId, upn: user.address, unique_name: user.address, scp: permissionsIn(scope) }),
  });
}

function permissionsIn(scope = ''): string {
  return scope
    .split(' ')
    .map((part) => part.slice(part.lastIndexOf('/') + 1))
    .join(' ');
}

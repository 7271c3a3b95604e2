import { normaliseDomain } from '@mailroom/contract';
import { OAuthError } from './oauth-error';

/** Who signs people in: Microsoft's identity platform in one of its clouds, or any other OpenID provider. */
export type Authority =
  | {
      readonly kind: 'microsoft';
      readonly cloud: MicrosoftCloud;
      /** A tenant's id or domain; `organizations`: whichever the person belongs to; `common`: that, or a personal account. */
      readonly tenant: string;
    }
  | {
      readonly kind: 'openid';
      /** `https://…`, below which `/.well-known/openid-configuration` is found; `https://host/adfs` for AD FS. */
      readonly issuer: string;
    };

export type MicrosoftCloud = keyof typeof microsoftClouds;

/** Where people sign in, and the host of Exchange Web Services (Microsoft identity platform, "National clouds"). */
export const microsoftClouds = {
  global: { signIn: 'https://login.microsoftonline.com', exchangeHost: 'outlook.office365.com' },
  usGovernment: { signIn: 'https://login.microsoftonline.us', exchangeHost: 'outlook.office365.us' },
  china: { signIn: 'https://login.partner.microsoftonline.cn', exchangeHost: 'partner.outlook.cn' },
} as const;

const anyTenant = ['common', 'organizations'];
const tenantId = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** The address that names the authority. @throws {OAuthError} `authority-invalid` */
export function authorityUrl(authority: Authority): URL {
  if (authority.kind === 'microsoft') {
    const { tenant } = authority;
    if (anyTenant.includes(tenant) || tenantId.test(tenant)) return new URL(tenant, microsoftClouds[authority.cloud].signIn);
    const domain = normaliseDomain(tenant);
    if (domain === null) throw new OAuthError('authority-invalid', { message: 'The directory (tenant) is neither an ID nor a domain.' });
    return new URL(domain, microsoftClouds[authority.cloud].signIn);
  }
  const url = URL.canParse(authority.issuer) ? new URL(authority.issuer) : undefined;
  if (url?.protocol !== 'https:' || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new OAuthError('authority-invalid', { message: 'The sign-in service needs an address that begins with https://.' });
  }
  return url;
}

/** Whether an application can sign in to it as itself, which only a certain tenant allows. */
export function namesOneTenant(authority: Authority): boolean {
  return authority.kind === 'openid' || !anyTenant.includes(authority.tenant);
}

/** Whether an ID token can come from this authority (OpenID Connect Core, 3.1.3.7, item 2): its `iss`, and `tid` at Microsoft's. */
export function isIssuedBy(authority: Authority, issuer: unknown, tenant?: unknown): boolean {
  if (authority.kind === 'openid') return typeof issuer === 'string' && withoutSlash(issuer) === withoutSlash(authority.issuer);
  if (typeof tenant !== 'string' || !tenantId.test(tenant)) return false;
  if (tenantId.test(authority.tenant) && authority.tenant.toLowerCase() !== tenant.toLowerCase()) return false;
  return issuer === `${microsoftClouds[authority.cloud].signIn}/${tenant}/v2.0`;
}

function withoutSlash(url: string): string {
  return url.replace(/\/$/, '');
}

import { type OAuthReturn, returnPathSchema } from '@mailroom/contract';

/**
 * Where a browser goes when its sign-in is over: a page below the CRM's own address, whatever was asked for.
 * @param path of a page below `baseUrl`, such as `/mail/accounts`
 */
export function returnAddress(baseUrl: URL, path: string | undefined, result: OAuthReturn): string {
  const base = new URL(baseUrl.pathname.replace(/\/*$/, '/'), baseUrl.origin);
  const asked = returnPathSchema.safeParse(path ?? '/').data ?? '/';
  const joined = new URL(`.${asked}`, base);
  const address = joined.origin === base.origin && joined.pathname.startsWith(base.pathname) ? joined : base;
  for (const [name, value] of Object.entries(result)) address.searchParams.set(name, value);
  return address.href;
}

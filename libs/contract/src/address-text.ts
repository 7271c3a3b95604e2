/** As DNS allows it, with the underscore that some mail domains have. */
const label = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** @param host in lower case, its labels as A-labels */
export function isHostName(host: string): boolean {
  return host.length <= 253 && host.split('.').every((part) => label.test(part));
}

/** Domain names compare by their A-labels in lower case (RFC 5891); `null` when it is no domain name. */
export function normaliseDomain(domain: string): string | null {
  const text = domain.trim().replace(/^@/, '').replace(/\.$/, '');
  if (!/^[^\s@/:?#\\[\]%]+$/.test(text) || !text.includes('.') || !URL.canParse(`http://${text}`)) return null;
  const host = new URL(`http://${text}`).hostname;
  return isHostName(host) && !/^[\d.]+$/.test(host) ? host : null;
}

/** Trims, and lower-cases the domain into A-labels; the local part keeps its case. `null` when it is no email address. */
export function normaliseEmailAddress(address: string): string | null {
  const text = address.trim();
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  if (at < 1 || local.length > 64 || /[\s<>(),;:"\\[\]@]/.test(local)) return null;
  const domain = normaliseDomain(text.slice(at + 1));
  return domain === null ? null : `${local}@${domain}`;
}

/** The domain of an address that `normaliseEmailAddress` has accepted. */
export function domainOf(emailAddress: string): string {
  return emailAddress.slice(emailAddress.lastIndexOf('@') + 1);
}

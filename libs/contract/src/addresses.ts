import * as z from 'zod';
import type { ProblemCode } from './problem-codes';

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

const fromText =
  (normalise: (text: string) => string | null, code: ProblemCode, message: string) =>
  (text: string, context: z.core.$RefinementCtx<string>): string => {
    const value = normalise(text);
    if (value !== null) return value;
    context.issues.push({ code: 'custom', input: text, message, params: { code } });
    return z.NEVER;
  };

export const emailAddressSchema = z
  .string()
  .max(320)
  .transform(fromText(normaliseEmailAddress, 'invalid-email-address', 'Enter an email address such as anna@example.com.'));

export const domainSchema = z
  .string()
  .max(320)
  .transform(fromText(normaliseDomain, 'invalid-domain', 'Enter a domain such as example.com, without "@" or "http://".'));

/** A name and an address, as a message's header gives them; `name` is '' when there is none. */
export const mailAddressSchema = z.object({ name: z.string(), address: z.string() });
export type MailAddress = z.infer<typeof mailAddressSchema>;

/** A recipient: `{name?, address}`, or the address alone. */
export const recipientSchema = z.union([
  emailAddressSchema.transform((address): MailAddress => ({ name: '', address })),
  z.object({ name: z.string().max(200).default(''), address: emailAddressSchema }),
]);

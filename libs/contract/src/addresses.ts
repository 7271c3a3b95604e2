import * as z from 'zod';
import { normaliseDomain, normaliseEmailAddress } from './address-text';
import type { ProblemCode } from './problem-codes';

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

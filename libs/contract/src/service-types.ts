import * as z from 'zod';
import { providerWarningSchema } from './provider-warnings';

/** What an email provider speaks. A host offers those for which it has a mail adapter: see `ServiceTypeOffer`. */
export const serviceTypeSchema = z.enum(['exchange', 'microsoft365', 'imap']);
export type ServiceType = z.infer<typeof serviceTypeSchema>;

export const loginFormatSchema = z.enum(['manual', 'emailAddress', 'mailboxName']);
export type LoginFormat = z.infer<typeof loginFormatSchema>;

export const authMethodSchema = z.enum(['basic', 'ntlm', 'oauth2']);
export type AuthMethod = z.infer<typeof authMethodSchema>;

/** A service type that this host can use, with the choices its adapter leaves: an answer's item of `GET /service-types`. */
export const serviceTypeOfferSchema = z.object({
  serviceType: serviceTypeSchema,
  authMethods: z.array(authMethodSchema),
  /** Server versions that an administrator may pin, newest first; empty when the protocol knows none. */
  versions: z.array(z.string()),
  /** The address that a form proposes; `null` when each organisation has its own. */
  serviceAddress: z.string().nullable(),
  /** What an administrator should know before choosing it. */
  warnings: z.array(providerWarningSchema),
});
export type ServiceTypeOffer = z.infer<typeof serviceTypeOfferSchema>;

/**
 * The login that a format derives from an email address; `null` when the user must type it.
 * `mailboxName` is the part before the last "@".
 */
export function deriveLogin(format: LoginFormat, emailAddress: string): string | null {
  switch (format) {
    case 'manual':
      return null;
    case 'emailAddress':
      return emailAddress;
    case 'mailboxName':
      return emailAddress.slice(0, emailAddress.lastIndexOf('@'));
  }
}

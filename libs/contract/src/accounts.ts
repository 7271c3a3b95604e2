import { z } from 'zod';
import { emailAddressSchema } from './addresses';
import { returnPathSchema } from './oauth';
import { authMethodSchema, serviceTypeSchema } from './service-types';
import { accountErrorSchema, accountPhaseSchema } from './sync-status';

/** `POST /accounts`. What may be left out is known from the provider: see `GET /provider-match`. */
export const accountInputSchema = z.object({
  emailAddress: emailAddressSchema,
  /** Absent: found by the address's domain. */
  providerId: z.uuid().optional(),
  /** Needed when the provider's login format is `manual`; refused otherwise only when it contradicts. */
  login: z.string().trim().min(1).max(320).optional(),
  /** Write-only. */
  password: z.string().min(1).max(1_000).optional(),
  /** A shared mailbox that the login may open. */
  sharedMailboxAddress: emailAddressSchema.optional(),
  /** Where the browser goes after a sign-in elsewhere (OAuth 2.0); see `oauthReturnSchema`. */
  returnTo: returnPathSchema.optional(),
});
export type AccountInput = z.output<typeof accountInputSchema>;

/** `PATCH /accounts/:id`; new credentials are tried before they are saved. */
export const accountPatchSchema = z.object({
  login: z.string().trim().min(1).max(320).optional(),
  password: z.string().min(1).max(1_000).optional(),
});
export type AccountPatch = z.output<typeof accountPatchSchema>;

export const accountSchema = z.object({
  id: z.string(),
  emailAddress: z.string(),
  kind: z.enum(['personal', 'shared', 'impersonated']),
  login: z.string().nullable(),
  sharedMailboxAddress: z.string().nullable(),
  providerId: z.string(),
  providerName: z.string(),
  serviceType: serviceTypeSchema,
  authMethod: authMethodSchema,
  receive: z.boolean(),
  send: z.boolean(),
  phase: accountPhaseSchema,
  importedCount: z.number().int(),
  unreadCount: z.number().int(),
  lastError: accountErrorSchema.nullable(),
  /** The host's id of the user whose account it is. */
  ownerId: z.string(),
  createdAt: z.iso.datetime(),
});
export type Account = z.infer<typeof accountSchema>;

/** `?scope=all`: every user's accounts, for administrators; never their messages. */
export const accountListQuerySchema = z.object({ scope: z.enum(['own', 'all']).default('own') });

import * as z from 'zod';
import { domainSchema, emailAddressSchema } from './addresses';
import { microsoftCloudSchema } from './oauth';
import { pageQuerySchema } from './paging';
import { problemSchema } from './problem';
import type { ProblemCode } from './problem-codes';
import { providerWarningSchema } from './provider-warnings';
import { serviceAddressSchema } from './service-address';
import { authMethodSchema, loginFormatSchema, serviceTypeSchema } from './service-types';
import { httpsAddress, pemCertificate, pemPrivateKey } from './sign-in-fields';

const optionalText = z.string().trim().max(200).nullable().default(null);

const providerFields = z.object({
  name: z.string().trim().min(1).max(100),
  serviceType: serviceTypeSchema,
  serviceAddress: serviceAddressSchema,
  /** `null`: the newest that the server accepts. */
  exchangeVersion: z.string().max(40).nullable().default(null),
  receive: z.boolean().default(true),
  send: z.boolean().default(true),
  loginFormat: loginFormatSchema.default('emailAddress'),
  authMethod: authMethodSchema.default('basic'),
  clientId: optionalText,
  /** Write-only. */
  clientSecret: z.string().min(1).max(2_000).nullable().default(null),
  /** The application's own certificate (PEM), by which it proves itself in place of a secret; it needs the private key. */
  clientCertificate: pemCertificate.nullable().optional(),
  /** Write-only. PEM, RSA, unencrypted. */
  privateKey: pemPrivateKey.nullable().optional(),
  directoryTenant: optionalText,
  /** Absent: the global one. */
  cloud: microsoftCloudSchema.optional(),
  /** An OpenID provider (AD FS, Keycloak, …) that people sign in at in place of Microsoft's: its issuer's address. */
  authority: httpsAddress.nullable().optional(),
  /** What tokens are for, where it is not Exchange Online: `https://mail.example.com` of an Exchange with hybrid modern authentication. */
  resource: httpsAddress.nullable().optional(),
  /** A CA's certificate (PEM) that this provider's server is trusted by, besides the public ones. */
  trustedCertificate: pemCertificate.nullable().default(null),
  domains: z.array(domainSchema).max(500).default([]),
});

/** A provider that is tried before it is saved; the rules between the fields hold for what is saved. */
export const providerDraftSchema = providerFields.partial({ name: true });

interface ProviderRules {
  serviceType: string;
  receive: boolean;
  send: boolean;
  authMethod: string;
  clientId: string | null;
  clientSecret: string | null;
  clientCertificate?: string | null | undefined;
  privateKey?: string | null | undefined;
}

/** The rules between a provider's fields: enforced here once, shown by the form and by the API alike. */
function checkProviderRules(provider: ProviderRules, context: z.core.$RefinementCtx): void {
  const refuse = (path: string, code: ProblemCode, message: string): void => {
    context.issues.push({ code: 'custom', input: provider, path: [path], message, params: { code } });
  };
  if (!provider.receive && !provider.send) {
    refuse('receive', 'receive-or-send-required', 'Choose at least one of “Receive emails” and “Send emails”.');
  }
  if (provider.serviceType === 'microsoft365' && provider.authMethod !== 'oauth2') {
    refuse('authMethod', 'oauth-required', 'Microsoft 365 accepts OAuth 2.0 only.');
  }
  if (provider.authMethod !== 'oauth2') return;
  if (!provider.clientId) refuse('clientId', 'client-id-required', 'OAuth 2.0 needs the Application (client) ID.');
  if (provider.clientCertificate && !provider.privateKey) {
    refuse('privateKey', 'private-key-required', 'The certificate needs its private key.');
  }
  if (!provider.clientSecret && !provider.clientCertificate) {
    refuse('clientSecret', 'client-secret-required', 'OAuth 2.0 needs the client secret.');
  }
}

/** `POST /providers`. */
export const providerInputSchema = providerFields.superRefine(
  (provider, context) => {
    checkProviderRules(provider, context);
  },
  // Also when single fields are wrong, so that everything to mend is said at once.
  { when: ({ value }) => typeof value === 'object' && value !== null },
);
export type ProviderInput = z.output<typeof providerInputSchema>;

/** `PATCH /providers/:id`: what is absent stays; the result must satisfy the rules of `providerInputSchema`. */
export const providerPatchSchema = z.object(
  Object.fromEntries(Object.entries(providerFields.shape).map(([key, field]) => [key, withoutDefault(field).optional()])) as {
    [Key in keyof typeof providerFields.shape]: z.ZodOptional<z.ZodType<ProviderInput[Key]>>;
  },
);
export type ProviderPatch = z.output<typeof providerPatchSchema>;

function withoutDefault(field: z.ZodType): z.ZodType {
  return field instanceof z.ZodDefault ? (field.unwrap() as z.ZodType) : field;
}

/** What every signed-in user sees of a usable provider. */
export const providerSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  serviceType: serviceTypeSchema,
  loginFormat: loginFormatSchema,
  authMethod: authMethodSchema,
});
export type ProviderSummary = z.infer<typeof providerSummarySchema>;

/** What an administrator sees: everything but secrets. */
export const providerSchema = providerSummarySchema.extend({
  serviceAddress: z.string(),
  exchangeVersion: z.string().nullable(),
  receive: z.boolean(),
  send: z.boolean(),
  clientId: z.string().nullable(),
  hasClientSecret: z.boolean(),
  clientCertificate: z.string().nullable().optional(),
  hasPrivateKey: z.boolean().optional(),
  directoryTenant: z.string().nullable(),
  cloud: microsoftCloudSchema.optional(),
  authority: z.string().nullable().optional(),
  resource: z.string().nullable().optional(),
  trustedCertificate: z.string().nullable(),
  domains: z.array(z.string()),
  accountCount: z.number().int(),
  /** Of the accounts, how many are in `needs-attention`. */
  accountsNeedingAttention: z.number().int(),
  warnings: z.array(providerWarningSchema),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Provider = z.infer<typeof providerSchema>;

/** 409 of `DELETE /providers/:id`: whose accounts must be deleted first. */
export const providerHasAccountsSchema = problemSchema.extend({
  code: z.literal('provider-has-accounts'),
  accountCount: z.number().int(),
  /** At most 20; all of them are in `GET /accounts?scope=all&providerId=`. */
  accounts: z.array(z.object({ id: z.string(), emailAddress: z.string(), ownerId: z.string(), ownerName: z.string().nullable() })),
});
export type ProviderHasAccounts = z.infer<typeof providerHasAccountsSchema>;

/** An entry of the lookup "Email providers domains". */
export const providerDomainSchema = z.object({
  id: z.string(),
  /** The A-label, by which domains are compared: `xn--mller-kva.example`. */
  domain: z.string(),
  /** The same as people write it: `müller.example`. */
  unicodeDomain: z.string(),
  providerId: z.string(),
  providerName: z.string(),
});
export type ProviderDomain = z.infer<typeof providerDomainSchema>;
export const providerDomainInputSchema = z.object({ domain: domainSchema, providerId: z.uuid() });
export type ProviderDomainInput = z.output<typeof providerDomainInputSchema>;

/** `GET /provider-domains`, in the order of the A-labels. */
export const providerDomainQuerySchema = pageQuerySchema.extend({ providerId: z.uuid().optional() });
export type ProviderDomainQuery = z.output<typeof providerDomainQuerySchema>;

/** 409 of whatever gives a domain to a provider while it belongs to another. */
export const domainTakenSchema = problemSchema.extend({
  code: z.literal('domain-taken'),
  domain: z.string(),
  providerId: z.string(),
  providerName: z.string(),
});
export type DomainTaken = z.infer<typeof domainTakenSchema>;

/** `GET /provider-match?emailAddress=`: the provider of the address's domain, and what the wizard must ask next. */
export const providerMatchQuerySchema = z.object({ emailAddress: emailAddressSchema });
export const providerMatchSchema = z.object({
  provider: providerSummarySchema.nullable(),
  asks: z.array(z.enum(['provider', 'login', 'password', 'oauth'])),
});
export type ProviderMatch = z.infer<typeof providerMatchSchema>;

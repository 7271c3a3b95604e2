import * as z from 'zod';
import { domainSchema, emailAddressSchema } from './addresses';
import { diagnosisStepSchema } from './diagnosis';
import { exchangeVersionSchema } from './exchange-versions';
import { importPolicySchema } from './import-policy';
import { microsoftCloudSchema } from './oauth';
import { pageQuerySchema, pageSchema } from './paging';
import { problemSchema } from './problem';
import { ruleCode } from './problem-codes';
import { providerWarningSchema } from './provider-warnings';
import { serviceAddressSchema } from './service-address';
import { authMethodSchema } from './service-types';
import { httpsAddress, pemCertificate, pemPrivateKey } from './sign-in-fields';
import { accountErrorSchema, accountPhaseSchema } from './sync-status';

const optionalText = z.string().trim().max(320).nullable();

/** Each once; at least one. */
const domainList = z
  .array(domainSchema)
  .max(500)
  .transform((domains) => [...new Set(domains)])
  .refine((domains) => domains.length > 0, {
    message: 'Enter at least one domain: the users whose addresses are in it are covered.',
    params: ruleCode('domain-required'),
  });

/**
 * `PUT /exchange-integration`: what is absent stays as it is; before anything was saved it is disabled, and everything else is empty.
 * While `enabled`, the whole must be complete, and the super-user must work: see `integrationRefusedSchema`.
 */
export const exchangeIntegrationInputSchema = z.object({
  enabled: z.boolean().optional(),
  /** As an email provider's service address. */
  server: serviceAddressSchema.nullable().optional(),
  /** Whatever way it is written: see `normaliseExchangeVersion`. `null` or `Detect`: detected. */
  version: exchangeVersionSchema.optional(),
  /** The super-user: the account that may act for the owners of the mailboxes. */
  login: optionalText.optional(),
  /** Write-only; `null` forgets it. */
  password: z.string().min(1).max(1_000).nullable().optional(),
  /** With `oauth2` it is the application itself that signs in (client credentials), and login and password are not used. */
  authMethod: authMethodSchema.optional(),
  clientId: optionalText.optional(),
  /** Write-only; `null` forgets it. */
  clientSecret: z.string().min(1).max(2_000).nullable().optional(),
  /** The application's own certificate (PEM), by which it proves itself in place of a secret; it needs the private key. */
  clientCertificate: pemCertificate.nullable().optional(),
  /** Write-only; `null` forgets it. PEM, RSA, unencrypted. */
  privateKey: pemPrivateKey.nullable().optional(),
  directoryTenant: optionalText.optional(),
  cloud: microsoftCloudSchema.optional(),
  /** As a provider's: an OpenID provider in place of Microsoft's. */
  authority: httpsAddress.nullable().optional(),
  /** As a provider's: what tokens are for, where it is not Exchange Online. */
  resource: httpsAddress.nullable().optional(),
  domains: domainList.optional(),
  /** A CA's certificate (PEM) that the server is trusted by, besides the public ones. */
  trustedCertificate: pemCertificate.nullable().optional(),
  policy: importPolicySchema.optional(),
});
export type ExchangeIntegrationInput = z.output<typeof exchangeIntegrationInputSchema>;

/**
 * `disabled`: nothing is synchronised. `running`. `stopped`: the super-user does not work (its password has expired, the
 * application was withdrawn, …), so that nothing is synchronised until it does; it is tried again by itself.
 */
export const integrationStatusSchema = z.enum(['disabled', 'running', 'stopped']);
export type IntegrationStatus = z.infer<typeof integrationStatusSchema>;

/** `GET /exchange-integration`, and the answer of `PUT`. */
export const exchangeIntegrationSchema = z.object({
  enabled: z.boolean(),
  server: z.string().nullable(),
  version: z.string().nullable(),
  login: z.string().nullable(),
  hasPassword: z.boolean(),
  authMethod: authMethodSchema,
  clientId: z.string().nullable(),
  hasClientSecret: z.boolean(),
  clientCertificate: z.string().nullable(),
  hasPrivateKey: z.boolean(),
  directoryTenant: z.string().nullable(),
  cloud: microsoftCloudSchema,
  authority: z.string().nullable(),
  resource: z.string().nullable(),
  /** A-labels, in alphabetical order. */
  domains: z.array(z.string()),
  trustedCertificate: z.string().nullable(),
  policy: importPolicySchema,
  status: integrationStatusSchema,
  /** Why everything stands still, while `stopped`. */
  lastError: accountErrorSchema.nullable(),
  /** When the super-user is tried again, while `stopped`. */
  nextTryAt: z.iso.datetime().nullable(),
  /** When the host's users were last gone through; `null`: not since the settings were changed. */
  usersCheckedAt: z.iso.datetime().nullable(),
  /** What an administrator should know of the settings though they are right. */
  warnings: z.array(providerWarningSchema),
  /** `null`: never saved. */
  updatedAt: z.iso.datetime().nullable(),
});
export type ExchangeIntegration = z.infer<typeof exchangeIntegrationSchema>;

/**
 * 422 of `PUT /exchange-integration` with `enabled: true`: the set-up doctor's finding. `code` is the step's own, such as
 * `authentication-failed` or `impersonation-denied`, and `remedy` says what to do. Nothing was saved.
 */
export const integrationRefusedSchema = problemSchema.extend({
  step: diagnosisStepSchema,
  /** The user whose mailbox was tried, where it got so far. */
  triedMailbox: z.string().nullable(),
});
export type IntegrationRefused = z.infer<typeof integrationRefusedSchema>;

/**
 * `POST /exchange-integration/diagnose`: settings that need not be saved; what is absent is as it was saved, secrets too. It
 * answers the doctor's lines (NDJSON, see `DiagnosisLine`); `mailbox` of the step `impersonation` names the user that was tried.
 */
export const integrationDiagnosisInputSchema = exchangeIntegrationInputSchema.extend({
  domains: z.array(domainSchema).max(500).optional(),
  /** Whose mailbox is tried. Absent: a user of the CRM whose address is in one of the domains. */
  emailAddress: emailAddressSchema.optional(),
});
export type IntegrationDiagnosisInput = z.output<typeof integrationDiagnosisInputSchema>;

/** A user of the CRM whose mailbox the integration covers. */
export const coveredMailboxSchema = z.object({
  /** The email account; `GET /accounts?scope=all` has it too. */
  accountId: z.string(),
  userId: z.string(),
  userName: z.string(),
  /** The user's address in the CRM. */
  emailAddress: z.string(),
  /** The address that the mail server opens the mailbox by, where it is another. */
  mailboxAddress: z.string(),
  /** `personal`: its owner has connected it by an email provider, and it is reached by that. */
  reachedBy: z.enum(['integration', 'personal']),
  phase: accountPhaseSchema,
  /** Of the selected folders; `serverCount` is `importedCount` and `skippedCount` together once everything is there. */
  serverCount: z.number().int(),
  importedCount: z.number().int(),
  skippedCount: z.number().int(),
  /** Received to visible, of the newest message that arrived while watching, in milliseconds. */
  lagMs: z.number().nullable(),
  lastSyncAt: z.iso.datetime().nullable(),
  lastError: accountErrorSchema.nullable(),
});
export type CoveredMailbox = z.infer<typeof coveredMailboxSchema>;

/** `GET /exchange-integration/mailboxes`, in the order of the addresses. */
export const coveredMailboxQuerySchema = pageQuerySchema.extend({
  phase: accountPhaseSchema.optional(),
  /** Part of the user's name or address. */
  q: z.string().trim().max(100).optional(),
});
export type CoveredMailboxQuery = z.output<typeof coveredMailboxQuerySchema>;

/** How many mailboxes are covered, and how many of them are in each phase; whatever the filter and the search. */
export const coverageTotalsSchema = z.object({ all: z.number().int(), phases: z.partialRecord(accountPhaseSchema, z.number().int()) });
export type CoverageTotals = z.infer<typeof coverageTotalsSchema>;

export const coveredMailboxPageSchema = pageSchema(coveredMailboxSchema).extend({ totals: coverageTotalsSchema });
export type CoveredMailboxPage = z.infer<typeof coveredMailboxPageSchema>;

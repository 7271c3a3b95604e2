import * as z from 'zod';
import { emailAddressSchema } from './addresses';
import { authMethodSchema, loginFormatSchema, serviceTypeSchema } from './service-types';

/** `POST /providers/discover`: where an address's mailbox is, asked of the domain itself (MS-OXDISCO). */
export const discoveryInputSchema = z.object({ emailAddress: emailAddressSchema });
export type DiscoveryInput = z.output<typeof discoveryInputSchema>;

/** How a mail server was found: Autodiscover in its SOAP or POX form, or the DNS record `_autodiscover._tcp` that leads to it. */
export const discoveryMethodSchema = z.enum(['soap', 'pox', 'srv']);
export type DiscoveryMethod = z.infer<typeof discoveryMethodSchema>;

/** Where it was asked, and what came of it: `code` is absent when the answer was found there. */
export const discoveryAttemptSchema = z.object({ method: discoveryMethodSchema, url: z.string(), code: z.string().optional() });
export type DiscoveryAttempt = z.infer<typeof discoveryAttemptSchema>;

/** What the form of a provider can be filled with; a field that is absent was not told. */
export const providerProposalSchema = z.object({
  name: z.string().optional(),
  serviceType: serviceTypeSchema,
  serviceAddress: z.string(),
  exchangeVersion: z.string().nullable().optional(),
  loginFormat: loginFormatSchema.optional(),
  authMethod: authMethodSchema.optional(),
  domains: z.array(z.string()).optional(),
});
export type ProviderProposal = z.infer<typeof providerProposalSchema>;

/** The answer: `proposal` is `null` when none of the attempts found anything; otherwise the last attempt found it. */
export const discoverySchema = z.object({ proposal: providerProposalSchema.nullable(), attempts: z.array(discoveryAttemptSchema) });
export type Discovery = z.infer<typeof discoverySchema>;

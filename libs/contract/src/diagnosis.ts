import * as z from 'zod';
import { emailAddressSchema } from './addresses';
import { providerDraftSchema } from './providers';

/** The set-up doctor's steps, in their order; one that does not apply is `skipped`. */
export const diagnosisSteps = ['dns', 'tls', 'autodiscover', 'authentication', 'impersonation', 'folders', 'send'] as const;
export const diagnosisStepSchema = z.enum(diagnosisSteps);
export type DiagnosisStep = z.infer<typeof diagnosisStepSchema>;

/** A line of the doctor's NDJSON: a step begins (`running`), then ends. `message` says in a sentence what `code` stands for. */
export const diagnosisLineSchema = z.object({
  step: diagnosisStepSchema,
  status: z.enum(['running', 'passed', 'failed', 'skipped']),
  durationMs: z.number().nonnegative(),
  code: z.string().optional(),
  message: z.string().optional(),
  remedy: z.string().optional(),
  /** The mailbox that was tried, of the step `impersonation`. */
  mailbox: z.string().optional(),
});
export type DiagnosisLine = z.infer<typeof diagnosisLineSchema>;

/** A mailbox to try a provider with; what it needs follows from the provider, as for `POST /accounts`. */
export const testMailboxSchema = z.object({
  emailAddress: emailAddressSchema,
  login: z.string().trim().min(1).max(320).optional(),
  /** Never kept. */
  password: z.string().min(1).max(1_000).optional(),
});
export type TestMailbox = z.output<typeof testMailboxSchema>;

/** `POST /providers/diagnose`; an account's own doctor, `POST /accounts/:id/diagnose`, needs no body. */
export const providerDiagnosisInputSchema = z.object({
  provider: providerDraftSchema,
  /** The stored provider whose secrets stand in for those that the draft leaves out. */
  providerId: z.uuid().optional(),
  mailbox: testMailboxSchema,
});
export type ProviderDiagnosisInput = z.output<typeof providerDiagnosisInputSchema>;

import * as z from 'zod';
import { domainSchema, emailAddressSchema } from './addresses';
import { folderRoleSchema } from './folders';

/** A moment, or a day that begins at midnight UTC; `null`: everything. */
export const startDateSchema = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], { error: 'Enter a date such as 2026-01-31.' })
  .transform((text) => new Date(text).toISOString())
  .nullable();

/** What an author may mark a message as (RFC 2156 §5.3.4, MS-OXCMAIL §2.1.3.2.7); what is not marked is normal. */
export const sensitivitySchema = z.enum(['personal', 'private', 'confidential']);
export type Sensitivity = z.infer<typeof sensitivitySchema>;

const distinct = <Value>(values: Value[]): Value[] => [...new Set(values)];

/**
 * Messages that are not imported, besides those of folders that are not selected and those before the start date. The
 * exclusion ledger says of each why.
 *
 * An address or a domain (with those below it) is looked for among the senders of what the mailbox has received, and
 * among the recipients of what its owner has sent; the mailbox's own address never counts.
 */
export const exclusionsSchema = z.object({
  addresses: z
    .array(emailAddressSchema.transform((address) => address.toLowerCase()))
    .max(1_000)
    .transform(distinct)
    .default([]),
  domains: z.array(domainSchema).max(1_000).transform(distinct).default([]),
  sensitivities: z.array(sensitivitySchema).max(3).transform(distinct).default([]),
  /** In bytes of the whole message; larger ones are not imported. `null`: no limit. */
  maxSize: z.number().int().min(1_024).max(1_000_000_000).nullable().default(null),
});
export type Exclusions = z.output<typeof exclusionsSchema>;

/** Nothing is excluded. */
export const noExclusions: Exclusions = { addresses: [], domains: [], sensitivities: [], maxSize: null };

/** The folders that are imported: those with a role, those by path, and all that are in them. */
export const policyFoldersSchema = z.object({
  roles: z.array(folderRoleSchema).transform(distinct).default([]),
  /** Slash-separated from the mailbox's root, as in `Inbox/Projects`; compared without regard to case. */
  paths: z
    .array(
      z
        .string()
        .trim()
        .min(1)
        .max(1_000)
        .transform((path) => path.replace(/^\/+|\/+$/g, '')),
    )
    .max(200)
    .transform(distinct)
    .default([]),
});
export type PolicyFolders = z.output<typeof policyFoldersSchema>;

/**
 * What of the covered mailboxes is imported. Their owners may be allowed to import less (`usersMayTighten`), and never
 * more.
 */
export const importPolicySchema = z.object({
  /** `null`: every folder that is imported by default (all mail folders but the deleted items, the junk and what is beneath them). */
  folders: policyFoldersSchema.nullable().default(null),
  /** What was received before is not imported; `null`: everything is. */
  startDate: startDateSchema.default(null),
  exclusions: exclusionsSchema.default(noExclusions),
  /** Whether a mailbox's owner may deselect folders, choose a later start date and exclude more. */
  usersMayTighten: z.boolean().default(true),
});
export type ImportPolicy = z.output<typeof importPolicySchema>;

/** Everything is imported. */
export const openPolicy: ImportPolicy = { folders: null, startDate: null, exclusions: noExclusions, usersMayTighten: true };

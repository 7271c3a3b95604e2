import { emailAddressSchema } from '@mailroom/contract';
import * as z from 'zod';

export const contactInputSchema = z.object({
  name: z.string().trim().min(1).max(200),
  emailAddresses: z.array(emailAddressSchema).max(50).default([]),
});
export type ContactInput = z.output<typeof contactInputSchema>;

export const contactPatchSchema = z.object({
  name: contactInputSchema.shape.name.optional(),
  emailAddresses: contactInputSchema.shape.emailAddresses.unwrap().optional(),
});
export type ContactPatch = z.output<typeof contactPatchSchema>;

export const contactSchema = z.object({ id: z.string(), name: z.string(), emailAddresses: z.array(z.string()) });
export type Contact = z.infer<typeof contactSchema>;

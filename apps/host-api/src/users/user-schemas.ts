import { emailAddressSchema } from '@mailroom/contract';
import * as z from 'zod';
import type { UserEntity } from './user.entity';

export const userInputSchema = z.object({
  email: emailAddressSchema,
  displayName: z.string().trim().min(1).max(200),
  /** Write-only. */
  password: z.string().min(6).max(200),
  systemOperations: z.array(z.string().min(1).max(100)).max(100).default([]),
});
export type UserInput = z.output<typeof userInputSchema>;

export const userPatchSchema = userInputSchema.extend({ systemOperations: userInputSchema.shape.systemOperations.unwrap() }).partial();
export type UserPatch = z.output<typeof userPatchSchema>;

export const userSchema = z.object({
  id: z.string(),
  email: z.string(),
  displayName: z.string(),
  systemOperations: z.array(z.string()),
});
export type User = z.infer<typeof userSchema>;

export function userView({ id, email, displayName, systemOperations }: UserEntity): User {
  return { id, email, displayName, systemOperations };
}

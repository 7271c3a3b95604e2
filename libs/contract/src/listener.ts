import * as z from 'zod';

/** `GET /listener`: the processes that watch and synchronise mailboxes. */
export const listenerStatusSchema = z.object({
  /** `degraded`: one runs, but accounts wait for longer than they should. */
  status: z.enum(['running', 'stopped', 'degraded']),
  instances: z.array(z.object({ id: z.string(), startedAt: z.iso.datetime(), accounts: z.number().int(), version: z.string() })),
  queueDepth: z.number().int(),
});
export type ListenerStatus = z.infer<typeof listenerStatusSchema>;

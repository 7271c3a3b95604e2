import type { MailEventType } from './events';

/** Every type of event there is. Browsers listen to each by its name, and need no schema for that. */
export const mailEventTypes = [
  'email.received',
  'email.imported',
  'email.changed',
  'email.sent',
  'account.status',
  'account.needs-attention',
  'account.reconciled',
  'account.removed',
  'sync.progress',
] as const satisfies readonly MailEventType[];

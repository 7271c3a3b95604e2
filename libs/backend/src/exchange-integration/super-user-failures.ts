import type { MailErrorCode } from '@mailroom/contract';
import { MailError } from '@mailroom/mail-adapter';

/** What fails one mailbox while the super-user opens others. */
const ofOneMailbox: readonly MailErrorCode[] = [
  'impersonation-denied',
  'impersonation-failed',
  'mailbox-not-found',
  'address-not-primary',
  'authorization-denied',
  'send-rejected',
];

/** Whether the error says that the login was accepted, and only this mailbox was not opened. */
export function isOfOneMailbox({ code }: Pick<MailError, 'code'>): boolean {
  return ofOneMailbox.includes(code);
}

/** How opening mailboxes went: an error each, or `null` for one that was opened. */
export type Outcome = MailError | null;

/**
 * Whether the super-user itself has failed, by how other mailboxes fare.
 * A refusal to act for an owner concerns that owner, unless nobody else can be acted for either: its role was taken away.
 */
export function isSuperUsersFailure(error: MailError, others: readonly Outcome[]): boolean {
  if (others.some((outcome) => outcome === null)) return false;
  if (error.code === 'impersonation-denied') {
    return others.length >= 2 && others.every((outcome) => outcome?.code === 'impersonation-denied');
  }
  return !isOfOneMailbox(error) && !others.some((outcome) => outcome !== null && isOfOneMailbox(outcome));
}

/** Whether the super-user works again, that was stopped for this reason. */
export function isMended(code: string, outcomes: readonly Outcome[]): boolean {
  if (outcomes.some((outcome) => outcome === null)) return true;
  return code !== 'impersonation-denied' && outcomes.some((outcome) => outcome !== null && isOfOneMailbox(outcome));
}

import { type Account } from '@mailroom/contract';

/** The address of the mailbox that an account opens: its owner's own, or the shared one that their login may open. */
export function mailboxAddress({ emailAddress, sharedMailboxAddress }: Account): string {
  return sharedMailboxAddress ?? emailAddress;
}

import { type Cancellable, MailError, type MailboxTarget } from '@mailroom/mail-adapter';
import { type EwsClient, timeoutsWithAPersonWaiting } from '../client/ews-client';
import { getFolder } from '../operations/get-folder';

/**
 * Proves that the login opens the mailbox of the target's address. An owner's requests name no mailbox and so go to the
 * login's own, whatever address was typed beside it: mail would appear under another's name. So the inbox is asked for
 * by both, and must be the same.
 * @throws MailError
 */
export async function proveMailbox(client: EwsClient, { access, mailboxAddress }: MailboxTarget, options?: Cancellable): Promise<void> {
  const own = { distinguished: 'inbox' } as const;
  const refs = access === 'owner' ? [own, { ...own, ofMailbox: true } as const] : [own];
  const [opened, named = opened] = await getFolder(client, refs, { ...options, timeouts: timeoutsWithAPersonWaiting });
  if (opened === undefined) throw new MailError('protocol-error', { message: 'The mail server did not answer for the inbox.' });
  if (opened instanceof MailError) throw opened;
  if (named instanceof MailError) {
    if (named.code !== 'authorization-denied' && named.code !== 'item-not-found') throw named;
  } else if (named?.id === opened.id) return;
  throw new MailError('authorization-denied', {
    message: `This login opens another mailbox than ${mailboxAddress}.`,
    ...(named instanceof MailError && { serverCode: named.serverCode ?? '' }),
  });
}

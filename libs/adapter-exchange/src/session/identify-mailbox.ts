import { type Cancellable, MailError, type MailboxIdentity } from '@mailroom/mail-adapter';
import { type CallOptions, type EwsClient, timeoutsWithAPersonWaiting } from '../client/ews-client';
import { getFolder } from '../operations/get-folder';
import { resolveName } from '../operations/resolve-names';

/** A name is nice to have: nobody waits for a slow directory. In milliseconds. */
const timeoutsForAName = { ...timeoutsWithAPersonWaiting, firstByte: 2_000, idle: 2_000, total: 3_000 };

/** Proves that the server, the login and the mailbox are right, and asks who it belongs to. @throws MailError */
export async function identifyMailbox(client: EwsClient, options?: Cancellable): Promise<MailboxIdentity> {
  await proveMailbox(client, options);
  const { mailboxAddress } = client.target;
  const displayName = await resolveName(client, mailboxAddress, { ...options, timeouts: timeoutsForAName }).catch((error: unknown) => {
    if (error instanceof MailError) return null;
    throw error;
  });
  return { emailAddress: mailboxAddress, displayName, serverVersion: client.server.description };
}

/**
 * An owner's requests name no mailbox and so go to the login's own, whatever address was typed beside it: mail would
 * appear under another's name. So the inbox is asked for by both, and must be the same.
 */
export async function proveMailbox(client: EwsClient, options?: CallOptions): Promise<void> {
  const own = { distinguished: 'inbox' } as const;
  const refs = client.target.access === 'owner' ? [own, { ...own, ofMailbox: true } as const] : [own];
  const [opened, named = opened] = await getFolder(client, refs, { timeouts: timeoutsWithAPersonWaiting, ...options });
  if (opened === undefined) throw new MailError('protocol-error', { message: 'The mail server did not answer for the inbox.' });
  if (opened instanceof MailError) throw opened;
  if (named instanceof MailError) {
    if (named.code !== 'authorization-denied' && named.code !== 'item-not-found') throw named;
  } else if (named?.id === opened.id) return;
  throw new MailError('authorization-denied', {
    message: `This login opens another mailbox than ${client.target.mailboxAddress}.`,
    ...(named instanceof MailError && { serverCode: named.serverCode ?? '' }),
  });
}

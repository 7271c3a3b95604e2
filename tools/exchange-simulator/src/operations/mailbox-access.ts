import { type IdKind, parseId } from '../mailbox/identifiers';
import { type Mailbox } from '../mailbox/mailbox';
import { ResponseError } from '../soap/errors';
import { type OperationContext } from './operation';

/**
 * Whether whoever a request acts as may open a mailbox: its own, or one that it has full access to.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/delegate-access-and-ews-in-exchange
 */
function mayOpen(other: Mailbox, { mailbox, account }: OperationContext): boolean {
  return other === mailbox || other.settings.delegates.includes(mailbox?.address.toLowerCase() ?? account);
}

/** The mailbox that a `Mailbox` element names. @throws {ResponseError} when it is not there, or may not be opened. */
export function openMailbox(address: string, context: OperationContext): Mailbox {
  const mailbox = context.store.findRecipient(address);
  if (mailbox === undefined) {
    throw new ResponseError('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  }
  if (!mayOpen(mailbox, context)) throw new ResponseError('ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
  return mailbox;
}

/** The mailbox that an id leads to, which is not the user's own; undefined when it may not be opened, as if it were not there. */
export function openMailboxOf(kind: IdKind, id: string, context: OperationContext): Mailbox | undefined {
  const parsed = parseId(kind, id);
  const mailbox = parsed && context.store.findByKey(parsed.mailboxKey);
  return mailbox !== undefined && mayOpen(mailbox, context) ? mailbox : undefined;
}

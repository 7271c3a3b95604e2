import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';
import { SoapFault } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';
import { type Account } from './accounts';
import { securityIdentifier } from './security-identifier';

/** Ways to name whom to impersonate (`ConnectingSIDType` of types.xsd): each finds a mailbox, or says why not. */
const ways: Readonly<Record<string, (name: string, store: MailStore) => Mailbox>> = {
  PrincipalName: (name, store) =>
    store.find(name) ?? refuse('ErrorInvalidUserPrincipalName', 'The specified user principal name is not valid.'),
  SID: (name, store) =>
    [...store.all()].find(({ key }) => securityIdentifier(key) === name) ??
    refuse('ErrorInvalidUserSid', 'The specified user security identifier is not valid.'),
  PrimarySmtpAddress: byAddress,
  SmtpAddress: byAddress,
};

/**
 * The mailbox that an `ExchangeImpersonation` header names, or the account's own. An account without the right is refused only when the
 * mailbox has been found, as the right is one to a mailbox.
 * @throws {SoapFault} when that is refused, by the code that says by whom and why.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/responsecode
 */
export function impersonate(header: XmlElement | undefined, account: Account, store: MailStore): Mailbox | undefined {
  const impersonation = header?.child('ExchangeImpersonation');
  if (impersonation === undefined) {
    if (!account.isApplication) return account.mailbox;
    return refuse(
      'ErrorInvalidExchangeImpersonationHeaderData',
      'ExchangeImpersonation SOAP header must be present for this type of OAuth token.',
    );
  }
  const named = impersonation.child('ConnectingSID')?.children[0];
  const name = named?.text.trim() ?? '';
  const find = ways[named?.name ?? ''];
  if (find === undefined || name === '') {
    return refuse(
      'ErrorInvalidExchangeImpersonationHeaderData',
      'An ExchangeImpersonation SOAP header must contain a user principal name, user SID, or primary SMTP address.',
    );
  }
  const mailbox = find(name, store);
  const { impersonation: right, disabled } = mailbox.settings;
  if (right === 'server-denied')
    return refuse('ErrorImpersonationDenied', 'The account does not have permission to impersonate users through this server.');
  if (right === 'failed' || disabled) return refuse('ErrorImpersonationFailed', 'Impersonation failed.');
  if (!account.mayImpersonate || right === 'denied') {
    return refuse('ErrorImpersonateUserDenied', 'The account does not have permission to impersonate the requested user.');
  }
  return mailbox;
}

function byAddress(address: string, store: MailStore): Mailbox {
  const mailbox = store.findRecipient(address);
  if (mailbox === undefined) return refuse('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  if (mailbox.address.toLowerCase() === address.toLowerCase()) return mailbox;
  throw new SoapFault('ErrorNonPrimarySmtpAddress', 'The primary SMTP address must be specified when referencing a mailbox.', {
    Primary: mailbox.address,
  });
}

function refuse(code: string, message: string): never {
  throw new SoapFault(code, message);
}

import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';
import { SoapFault } from '../soap/errors';
import { type XmlElement } from '../soap/xml-element';

/** Who may do what: the password of all mailboxes, and the one account that may act as any of them. */
export interface Logins {
  readonly password: string;
  readonly superUser: { readonly address: string; readonly password: string } | undefined;
}

/** An authenticated account. */
export interface Account {
  /** Its address, in lower case. */
  readonly name: string;
  /** Undefined for a service account without a mailbox. */
  readonly mailbox: Mailbox | undefined;
  readonly mayImpersonate: boolean;
}

/** The account that an `Authorization: Basic` header proves, or undefined. The login is an address, its local part, or DOMAIN\name. */
export function authenticate(header: string | undefined, logins: Logins, store: MailStore): Account | undefined {
  const encoded = /^Basic\s+(\S+)\s*$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const [, login = '', password] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  const { superUser } = logins;
  if (superUser !== undefined && isLoginOf(login, superUser.address)) {
    if (password !== superUser.password) return undefined;
    return { name: superUser.address.toLowerCase(), mailbox: store.find(superUser.address), mayImpersonate: true };
  }
  const mailbox = store.findByLogin(withoutDomain(login));
  if (mailbox === undefined || password !== logins.password) return undefined;
  return { name: mailbox.address.toLowerCase(), mailbox, mayImpersonate: false };
}

/** The mailbox that an `ExchangeImpersonation` header names, or the account's own. @throws {SoapFault} when that is refused. */
export function impersonate(header: XmlElement | undefined, account: Account, store: MailStore): Mailbox | undefined {
  const impersonation = header?.child('ExchangeImpersonation');
  if (impersonation === undefined) return account.mailbox;
  if (!account.mayImpersonate) {
    throw new SoapFault('ErrorImpersonateUserDenied', 'The account does not have permission to impersonate the requested user.');
  }
  const name = impersonation.required('ConnectingSID').children[0]?.text.trim() ?? '';
  const mailbox = store.find(name);
  if (mailbox === undefined) throw new SoapFault('ErrorNonExistentMailbox', 'The SMTP address has no mailbox associated with it.');
  return mailbox;
}

function withoutDomain(login: string): string {
  return login.slice(login.lastIndexOf('\\') + 1).toLowerCase();
}

function isLoginOf(login: string, address: string): boolean {
  const name = withoutDomain(login);
  const whole = address.toLowerCase();
  return name === whole || name === whole.slice(0, whole.indexOf('@'));
}

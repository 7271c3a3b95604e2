import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';

/** Who may do what: the password of mailboxes that have none of their own, and the one account that may act as any of them. */
export interface Logins {
  readonly password: string;
  readonly superUser: { readonly address: string; readonly password: string } | undefined;
}

/** An authenticated account. */
export interface Account {
  /** Its address, or the id of an application, in lower case. */
  readonly name: string;
  /** Undefined for a service account without a mailbox, and for an application. */
  readonly mailbox: Mailbox | undefined;
  readonly mayImpersonate: boolean;
  /** An application that acts for no user: it can do nothing in its own name. */
  readonly isApplication: boolean;
}

/** The accounts of the server's domain. */
export class Accounts {
  constructor(
    private readonly store: MailStore,
    private readonly logins: Logins,
  ) {}

  /** An account and its password, by its address, the part before the "@", or DOMAIN\name; undefined when there is none, or it is disabled. */
  find(login: string): { readonly account: Account; readonly password: string } | undefined {
    const name = login.slice(login.lastIndexOf('\\') + 1).toLowerCase();
    const { superUser } = this.logins;
    const isSuperUser = superUser !== undefined && isLoginOf(name, superUser.address.toLowerCase());
    const mailbox = isSuperUser ? this.store.find(superUser.address) : this.store.findByLogin(name);
    if (mailbox?.settings.disabled === true || (mailbox === undefined && !isSuperUser)) return undefined;
    const general = isSuperUser ? superUser : { address: mailbox?.address ?? name, password: this.logins.password };
    return {
      account: { name: general.address.toLowerCase(), mailbox, mayImpersonate: isSuperUser, isApplication: false },
      password: mailbox?.settings.password ?? general.password,
    };
  }
}

function isLoginOf(name: string, address: string): boolean {
  return name === address || name === address.slice(0, address.indexOf('@'));
}

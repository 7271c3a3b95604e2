import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';

/** What Autodiscover knows of an address: its mailbox, or where to ask, by another address or at another server. */
export type Finding =
  | { readonly mailbox: Mailbox }
  | { readonly redirectAddress: string; readonly mailbox?: undefined }
  | { readonly redirectUrl: string; readonly mailbox?: undefined; readonly redirectAddress?: undefined };

/** Where the users of the server's domain, and of those that have moved away, are found. */
export class AutodiscoverDirectory {
  private redirects: ReadonlyMap<string, string> = new Map();

  constructor(private readonly store: MailStore) {}

  /** Sends addresses, or whole domains, elsewhere: to another address, or to the URL of another server's Autodiscover. */
  redirect(targets: Readonly<Record<string, string>>): void {
    this.redirects = new Map(Object.entries(targets).map(([from, to]) => [from.toLowerCase(), to]));
  }

  /** Undefined when nobody here has that address. */
  find(address: string): Finding | undefined {
    const name = address.toLowerCase();
    const target = this.redirects.get(name) ?? this.redirects.get(domainOf(name));
    if (target !== undefined) return target.includes('://') ? { redirectUrl: target } : { redirectAddress: target };
    const mailbox = this.store.findRecipient(name);
    return mailbox && { mailbox };
  }

  /** Where the users of a domain are: 'here' when it has mailboxes, the URL of another server, or undefined. */
  findDomain(domain: string): 'here' | { readonly redirectUrl: string } | undefined {
    const name = domain.toLowerCase();
    const target = this.redirects.get(name);
    if (target?.includes('://') === true) return { redirectUrl: target };
    for (const { address } of this.store.all()) if (domainOf(address.toLowerCase()) === name) return 'here';
    return undefined;
  }
}

function domainOf(address: string): string {
  return address.slice(address.indexOf('@') + 1);
}

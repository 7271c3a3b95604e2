import type { ServiceTypeOffer } from '@mailroom/contract';
import type { MailAdapter, MailboxIdentity, MailboxSession, MailboxTarget, MailboxWatcher } from '@mailroom/mail-adapter';
import { MailError } from '@mailroom/mail-adapter';
import { MemoryMailServer } from './memory-mail-server';
import { MemoryWatcher } from './memory-watcher';

/** An organisation's mail server in memory: many mailboxes, and a super-user who may act for their owners. */
export class MemoryOrganisation implements MailAdapter {
  readonly offers: ServiceTypeOffer[] = [
    { serviceType: 'exchange', authMethods: ['basic'], versions: [], serviceAddress: null, warnings: [] },
  ];
  readonly superUser = { login: 'service', password: 'secret' };
  /** What the owners themselves sign in by. */
  readonly ownPassword = 'own';
  readonly mailboxes = new Map<string, MemoryMailServer>();
  /** Second addresses, with the primary ones. */
  readonly secondary = new Map<string, string>();
  /** Whom the super-user may not act for. */
  readonly denied = new Set<string>();
  private readonly watchers = new Set<MemoryWatcher>();

  /** @param mails of the inbox */
  add(address: string, ...mails: string[]): MemoryMailServer {
    const mailbox = new MemoryMailServer();
    for (const mail of mails) mailbox.deliver('inbox', mail);
    this.mailboxes.set(address, mailbox);
    return mailbox;
  }

  mailbox(address: string): MemoryMailServer {
    const mailbox = this.mailboxes.get(this.secondary.get(address) ?? address);
    if (!mailbox) throw new MailError('mailbox-not-found');
    return mailbox;
  }

  deliver(address: string, mail: string): void {
    this.mailbox(address).deliver('inbox', mail);
    for (const watcher of this.watchers) watcher.changed('inbox');
  }

  open(target: MailboxTarget): MailboxSession {
    const session = () => {
      this.admit(target);
      return this.mailbox(target.mailboxAddress).open(target);
    };
    return {
      identify: async (options): Promise<MailboxIdentity> => {
        const { mailboxAddress } = target;
        return { ...(await session().identify(options)), emailAddress: this.secondary.get(mailboxAddress) ?? mailboxAddress };
      },
      folders: (...args) => session().folders(...args),
      changes: (...args) => session().changes(...args),
      newest: async (...args) => session().newest(...args),
      fetch: async (...args) => session().fetch(...args),
      send: async (...args) => session().send(...args),
      wasSent: async (...args) => session().wasSent(...args),
      setRead: async (...args) => session().setRead(...args),
      counts: async (...args) => session().counts(...args),
      close: () => Promise.resolve(),
    };
  }

  watcher(): MailboxWatcher {
    const watcher = new MemoryWatcher();
    this.watchers.add(watcher);
    return watcher;
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private admit({ access, credentials, mailboxAddress }: MailboxTarget): void {
    const { login, password } = this.superUser;
    if (credentials.kind !== 'password') throw new MailError('authentication-failed');
    if (access !== 'impersonation') {
      if (credentials.password !== this.ownPassword) throw new MailError('authentication-failed');
      return;
    }
    if (credentials.login !== login || credentials.password !== password) throw new MailError('authentication-failed');
    if (this.denied.has(mailboxAddress)) throw new MailError('impersonation-denied');
  }
}

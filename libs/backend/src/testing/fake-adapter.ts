import { providerWarning, type ServiceTypeOffer } from '@mailroom/contract';
import {
  type Cancellable,
  type MailAdapter,
  type MailboxIdentity,
  type MailboxSession,
  type MailboxTarget,
  type MailboxWatcher,
  MailError,
} from '@mailroom/mail-adapter';

/** A mail server in memory: mailboxes by login, and the password that all of them have. It holds no messages. */
export class FakeAdapter implements MailAdapter {
  static readonly password = 'correct horse';
  readonly offers: ServiceTypeOffer[] = [
    { serviceType: 'exchange', authMethods: ['basic', 'ntlm'], versions: ['Exchange2016'], serviceAddress: null, warnings: [] },
    {
      serviceType: 'microsoft365',
      authMethods: ['oauth2'],
      versions: [],
      serviceAddress: 'outlook.office365.com',
      warnings: [providerWarning('ews-end-of-life')],
    },
  ];
  /** Logins that were tried, in order. */
  readonly logins: string[] = [];
  /** Set: every mailbox fails with it. */
  failure: MailError | 'silence' | null = null;

  open(target: MailboxTarget): MailboxSession {
    return new FakeSession(this, target);
  }

  watcher(): MailboxWatcher {
    return { add: () => undefined, remove: () => undefined, events: nothing(), close: () => Promise.resolve() };
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

class FakeSession implements MailboxSession {
  constructor(
    private readonly adapter: FakeAdapter,
    private readonly target: MailboxTarget,
  ) {}

  async identify({ signal }: Cancellable = {}): Promise<MailboxIdentity> {
    const { credentials, mailboxAddress } = this.target;
    if (credentials.kind !== 'password') throw new MailError('authentication-failed');
    this.adapter.logins.push(credentials.login);
    if (this.adapter.failure === 'silence') return untilAborted(signal);
    if (this.adapter.failure) throw this.adapter.failure;
    if (credentials.password !== FakeAdapter.password) throw new MailError('authentication-failed');
    return Promise.resolve({ emailAddress: mailboxAddress, displayName: null, serverVersion: 'Exchange 15.1 (Exchange2016)' });
  }

  folders = nothing;
  changes = nothing;
  fetch = done;
  send = done;
  newest = (): Promise<never[]> => Promise.resolve([]);
  setRead = (): Promise<never[]> => Promise.resolve([]);
  close = done;
  wasSent = (): Promise<boolean> => Promise.resolve(false);
  counts = () => Promise.resolve({ messageCount: 0, unreadCount: 0 });
}

const done = (): Promise<void> => Promise.resolve();

async function* nothing(): AsyncGenerator<never> {
  // A mailbox without folders and without changes.
}

function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

import type { ServiceTypeOffer } from '@mailroom/contract';
import type { MailboxSession } from './mailbox-session';
import type { MailboxTarget, NetworkPolicy } from './mailbox-target';
import type { MailboxWatcher } from './mailbox-watcher';

/** The code that speaks one protocol. Its contract suite is `describeMailAdapter` of `@mailroom/mail-adapter/testing`. */
export interface MailAdapter {
  /** The service types that it serves, each with the choices it leaves an administrator. */
  readonly offers: readonly ServiceTypeOffer[];
  /** Makes no request yet. */
  open(target: MailboxTarget): MailboxSession;
  watcher(): MailboxWatcher;
  /** Ends idle connections. */
  close(): Promise<void>;
}

/** What a host configures: the engine makes the adapter with the network policy that it enforces. */
export type MailAdapterFactory = (network: NetworkPolicy) => MailAdapter;

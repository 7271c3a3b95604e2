import type { DiagnosisLine, Discovery, ServiceTypeOffer } from '@mailroom/contract';
import type { Cancellable, MailboxSession } from './mailbox-session';
import type { Credentials, MailboxTarget, NetworkPolicy } from './mailbox-target';
import type { MailboxWatcher } from './mailbox-watcher';

export interface DiscoverOptions extends Cancellable {
  /** Shown to servers that the address's own domain vouches for over TLS, and to no others. */
  credentials?: Credentials;
  /** PEM of a certificate authority trusted besides the public ones. */
  trustedCertificate?: string | null;
}

export interface DiagnoseOptions extends Cancellable {
  /** Whether emails are to be sent from the mailbox; without it that step is skipped. Default true. */
  send?: boolean;
  /** Whether there is a login to try; without one, the server is examined alone. Default true. */
  signIn?: boolean;
}

/** The code that speaks one protocol. Its contract suite is `describeMailAdapter` of `@mailroom/mail-adapter/testing`. */
export interface MailAdapter {
  /** The service types that it serves, each with the choices it leaves an administrator. */
  readonly offers: readonly ServiceTypeOffer[];
  /** Makes no request yet. */
  open(target: MailboxTarget): MailboxSession;
  /**
   * Asks an address's domain where its mailbox is, within 15 seconds; absent where the protocol has no such thing.
   * A search that finds nothing is an answer too: it throws the signal's reason alone.
   */
  discover?(emailAddress: string, options?: DiscoverOptions): Promise<Discovery>;
  /**
   * Tries a mailbox step by step, within 15 seconds, and says what is wrong; absent: it can only be opened or not.
   * Every step of the contract is told, in its order: `running` and then how it ended. Whoever stops reading ends it. It changes
   * nothing on the server, throws the signal's reason alone, and no line holds a secret.
   */
  diagnose?(target: MailboxTarget, options?: DiagnoseOptions): AsyncIterable<DiagnosisLine>;
  watcher(): MailboxWatcher;
  /** Ends idle connections. */
  close(): Promise<void>;
}

/** What a host configures: the engine makes the adapter with the network policy that it enforces. */
export type MailAdapterFactory = (network: NetworkPolicy) => MailAdapter;

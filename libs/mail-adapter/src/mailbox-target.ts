/** Whose mailbox, where, and as whom: all that an adapter needs to open it. */
export interface MailboxTarget {
  /** The engine's id of the email account; names it in events and logs. */
  accountId: string;
  server: MailServer;
  /** The primary address of the mailbox that is opened. */
  mailboxAddress: string;
  credentials: Credentials;
  /**
   * `owner`: the credentials are the mailbox's own. `delegate`: another's mailbox that they may open (a shared mailbox).
   * `impersonation`: they act as its owner.
   */
  access: 'owner' | 'delegate' | 'impersonation';
}

export interface MailServer {
  /** As `normaliseServiceAddress` gives it: `host`, `host:port` or `http://host:port`. */
  address: string;
  /** A pinned server version, or `null` for the newest that it accepts. */
  version: string | null;
  /** PEM of a certificate authority trusted for this server besides the public ones. */
  trustedCertificate: string | null;
}

export type Credentials =
  { kind: 'password'; method: 'basic' | 'ntlm'; login: string; password: string } | { kind: 'token'; tokens: TokenSource };

/**
 * How an adapter asks for a bearer token, so that it need not know how it was got. It asks for each request anew. All tokens of one
 * source sign in the same account: whose credentials are one source may share a connection.
 */
export interface TokenSource {
  /**
   * A token that is valid for some time yet.
   * @throws MailError `authentication-failed` when a person must sign in again.
   */
  token(options?: TokenRequest): Promise<string>;
}

export interface TokenRequest {
  signal?: AbortSignal | undefined;
  /** A token that the server has just refused: the answer is another one, or the same when there is no other. */
  refused?: string;
}

/**
 * The one gate of outgoing connections. Server names come from users: an adapter connects to the address that it gets
 * here and to no other (it never lets the socket look the name up again).
 */
export interface NetworkPolicy {
  /**
   * @param host a name or an IP literal (without brackets)
   * @throws MailError `host-not-found`, `network-forbidden`, or `unavailable` when the name server does not answer
   */
  resolve(host: string): Promise<{ address: string; family: 4 | 6 }>;
  /**
   * The servers of a service, such as `_autodiscover._tcp.example.com` (RFC 2782), the best one first; [] when there are none.
   * Nothing proves what the name server says. Absent: nothing is looked up.
   */
  services?(name: string): Promise<readonly ServiceRecord[]>;
  /** Whether plain HTTP, which shows the password to the network, may be spoken with this address. */
  allowsPlainHttp(address: string): boolean;
}

/** Where a service is, as a DNS record SRV says it. */
export interface ServiceRecord {
  host: string;
  port: number;
}

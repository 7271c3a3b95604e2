/**
 * What an impersonating account is answered for a mailbox: it may; it may not impersonate this user (ErrorImpersonateUserDenied), nor anybody
 * through this server (ErrorImpersonationDenied); or the server cannot find out (ErrorImpersonationFailed).
 */
export const impersonationRights = ['allowed', 'denied', 'server-denied', 'failed'] as const;

/** One of {@link impersonationRights}. */
export type ImpersonationRight = (typeof impersonationRights)[number];

/** How administrators have set a mailbox up. All addresses are in lower case. */
export interface MailboxSettings {
  /** Further addresses that its mail arrives at. None of them is a login. */
  readonly aliases: readonly string[];
  /** Accounts that may open it and everything in it (Exchange's "full access"). */
  readonly delegates: readonly string[];
  /** Its account cannot sign in, nor be impersonated. */
  readonly disabled: boolean;
  readonly ewsEnabled: boolean;
  /** Undefined: the one that all mailboxes have. */
  readonly password: string | undefined;
  readonly impersonation: ImpersonationRight;
  /** The largest message that it may send, in bytes of MIME. */
  readonly maxSendSize: number;
}

/** How a mailbox is until somebody sets it up otherwise. */
export const defaultSettings: MailboxSettings = {
  aliases: [],
  delegates: [],
  disabled: false,
  ewsEnabled: true,
  password: undefined,
  impersonation: 'allowed',
  maxSendSize: 35 * 1024 * 1024,
};

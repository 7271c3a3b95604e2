import type { AuthMethod } from '@mailroom/contract';
import type { MailAdapter, MailboxTarget } from '@mailroom/mail-adapter';
import type { ConnectedAccount } from '../accounts/account.entity';
import type { AccountState } from './account-state';
import type { BackOff } from './back-off';
import type { ImportRules } from './import-policy';
import type { Lease } from './lease-repository';
import { MailboxAgenda } from './mailbox-agenda';

/** What of its provider a mailbox's synchronisation goes by; a provider that changes lets its mailboxes begin anew. */
export interface MailboxService {
  providerId: string;
  authMethod: AuthMethod;
  receives: boolean;
  sends: boolean;
  adapter: MailAdapter;
  target: MailboxTarget;
}

/** What is kept of a mailbox while it sleeps, of which there are thousands. */
export class MailboxRecord {
  readonly agenda = new MailboxAgenda();
  /** `null` until it is connected for the first time. */
  service: MailboxService | null = null;
  /** What of it is imported; `null` until its folders are read for the first time. */
  rules: ImportRules | null = null;
  /** Whether the mailbox was identified. */
  isConnected = false;
  /** Whether its folders were read since it was connected. */
  hasFolders = false;
  /** Since when new mail is heard of at once; `null` while it is not. In milliseconds since 1970. */
  watchingSince: number | null = null;

  constructor(
    readonly account: ConnectedAccount,
    readonly lease: Lease,
    readonly state: AccountState,
    readonly backOff: BackOff,
  ) {}
}

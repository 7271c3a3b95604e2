import type { MailboxTarget, MailError, SharedClock, Sleeper } from '@mailroom/mail-adapter';
import type { ServerState } from '../client/server-state';
import type { EventQueue } from './event-queue';
import type { MarkedFolders } from './marked-folders';
import type { StreamGroup } from './stream-group';

const firstPauseMs = 2_000;
const longestPauseMs = 300_000;

const nothing = (): void => undefined;

/** One watched mailbox. There are thousands: it holds no connection, no timer, no signal and nothing large. */
export class Watch implements Sleeper {
  /** Whose connection reads its subscription. */
  group: StreamGroup | null = null;
  subscriptionId: string | null = null;
  /** When its subscription was last lost, by `performance.now()`. */
  lostAt = -Infinity;
  /** What its folders looked like when they were last asked for. */
  marks: MarkedFolders | null = null;
  /** From when on streams are tried again, by `performance.now()`, where it is asked in their place. */
  nextStreamAt = Infinity;
  /** Whether it is asked in turn, in place of listening. */
  isAsked = false;
  hasEnded = false;
  private failures = 0;
  private next: (watch: Watch) => void = nothing;

  constructor(
    /** With the mailbox's primary address once the server has insisted on it. */
    public target: MailboxTarget,
    readonly server: ServerState,
    private readonly clock: SharedClock,
    private readonly queue: EventQueue,
  ) {}

  ring(): void {
    if (!this.hasEnded) this.next(this);
  }

  /** @param next belongs to all mailboxes that do the same then, so that none needs a closure of its own */
  sleep(forMs: number, next: (watch: Watch) => void): void {
    if (this.hasEnded) return;
    this.next = next;
    this.clock.wake(this, forMs);
  }

  /** Ever longer, and never in step with others: a server that comes back is not met by all its mailboxes at once. */
  pauseAfter({ retryAfterMs }: MailError): number {
    const ceiling = Math.min(longestPauseMs, firstPauseMs * 2 ** this.failures++);
    return (retryAfterMs ?? 0) + ceiling * (0.5 + Math.random() / 2);
  }

  /** Events flow from now on. */
  watching(): void {
    this.failures = 0;
    if (!this.hasEnded) this.queue.push({ kind: 'watching', accountId: this.target.accountId });
  }

  changed(folderRemoteId: string | null): void {
    if (!this.hasEnded) this.queue.push({ kind: 'changed', accountId: this.target.accountId, folderRemoteId });
  }

  interrupted(error: MailError): void {
    if (!this.hasEnded) this.queue.push({ kind: 'interrupted', accountId: this.target.accountId, error });
  }

  end(): void {
    this.hasEnded = true;
    this.clock.forget(this);
    this.next = nothing;
  }
}

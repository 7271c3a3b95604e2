import type { RepairOrder } from '../reconciliation/repair-order';

/**
 * What processes tell each other, to be quick. Nothing depends on a notice: whoever misses one finds the same in the
 * database within seconds.
 */
export type Notice =
  /** People see something new of the account. */
  | { kind: 'changed'; ownerId: string; accountId: string; messagesPerSecond: number | null }
  /** The account's lease was revoked: whoever owned it lets it go. */
  | { kind: 'revoked'; accountId: string }
  /** The leases of several accounts were revoked. */
  | { kind: 'leases-changed' }
  /** Mailboxes wait for a listener. */
  | { kind: 'unowned' }
  /** Something of the account waits to be sent. */
  | { kind: 'outgoing'; accountId: string }
  /** The account's owner is to compare it with the server and mend what differs. Whoever asked is told when nobody does. */
  | ({ kind: 'repair'; accountId: string } & RepairOrder);

/** Hears and tells notices; what a process publishes, it does not hear itself. */
export abstract class Notices {
  private readonly listeners = new Set<(notice: Notice) => void>();

  /** Tells all other processes, at once if they can be reached. Never fails. */
  abstract publish(notice: Notice): void;

  /** @returns ends the subscription */
  listen(listener: (notice: Notice) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  protected heard(notice: Notice): void {
    for (const listener of this.listeners) listener(notice);
  }
}

/** Of a process that is the only one. */
export class LocalNotices extends Notices {
  override publish(): void {
    // There is nobody else.
  }
}

import { Injectable } from '@nestjs/common';
import { Notices } from '../processes/notice';
import { ProgressMeter } from '../sync/progress-meter';

type Listener = (accountId: string) => void;

/** Tells the event streams of all processes that something of an owner's account changed; what, they read themselves. */
@Injectable()
export class EventHub {
  private readonly listeners = new Map<string, Set<Listener>>();

  constructor(
    private readonly notices: Notices,
    private readonly meter: ProgressMeter,
  ) {
    notices.listen((notice) => {
      if (notice.kind !== 'changed') return;
      if (notice.messagesPerSecond !== null) meter.learned(notice.accountId, notice.messagesPerSecond);
      this.tell(notice.ownerId, notice.accountId);
    });
  }

  changed(ownerId: string, accountId: string): void {
    this.tell(ownerId, accountId);
    this.notices.publish({ kind: 'changed', ownerId, accountId, messagesPerSecond: this.meter.measured(accountId) });
  }

  /** @returns ends the subscription */
  subscribe(ownerId: string, listener: Listener): () => void {
    const listeners = this.listeners.get(ownerId) ?? new Set();
    this.listeners.set(ownerId, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.listeners.delete(ownerId);
    };
  }

  private tell(ownerId: string, accountId: string): void {
    for (const listener of this.listeners.get(ownerId) ?? []) listener(accountId);
  }
}

import { Injectable } from '@nestjs/common';

type Listener = (accountId: string) => void;

/** Tells this process's event streams that something of an owner's account changed; what, they read themselves. */
@Injectable()
export class EventHub {
  private readonly listeners = new Map<string, Set<Listener>>();

  changed(ownerId: string, accountId: string): void {
    for (const listener of this.listeners.get(ownerId) ?? []) listener(accountId);
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
}

/** What of a mailbox's events one way of watching tells. */
export interface Heard {
  /** Events flow from now on. */
  watching(): void;
  changed(folderRemoteId: string | null): void;
}

/** A way to hear of a mailbox's changes: one of streamed notifications and regular questions. */
export interface WayToWatch {
  /** Listens for a while, and resolves when the next round may begin. @throws MailError */
  round(heard: Heard, signal: AbortSignal): Promise<void>;
  /** The next round begins anew: what happened meanwhile is caught up with. */
  forget(): void;
  /** Tells the server that nobody listens any more. */
  end(): Promise<void>;
}

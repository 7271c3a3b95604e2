/** Everything that can be made to go wrong. */
export const faultKinds = [
  'server-busy',
  'server-busy-in-response',
  'http-503',
  'http-429',
  'http-401',
  'drop-connection',
  'half-response',
  'slow',
  'invalid-sync-state',
  'item-not-found',
  'mailbox-unavailable',
  'impersonation-denied',
  'subscription-lost',
  'garbage-xml',
] as const;

/** A kind of fault, as the control interface names it. */
export type FaultKind = (typeof faultKinds)[number];

/** A fault that is to happen. */
export interface Fault {
  readonly kind: FaultKind;
  /** Only to requests of that operation; to any when undefined. */
  readonly operation: string | undefined;
  /** Only to requests that act on that mailbox; on any when undefined. */
  readonly mailbox: string | undefined;
  /** How many times. */
  readonly count: number;
  /** How likely it is to happen to a request that fits, from 0 to 1. */
  readonly probability: number;
  /** Which of the requests that fit it happens to, where that is not certain: the same ones for the same seed. */
  readonly seed: number;
  /** Not before matching requests have been given so many items: messages of GetItem, changes of SyncFolderItems. */
  readonly afterItems: number;
  /** How long a client is told to wait (the busy kinds), or has to (`slow`). */
  readonly milliseconds: number;
}

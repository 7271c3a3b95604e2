import type { PlannedFault, SimulatedExchange } from '@mailroom/test-bed';
import type { Random } from './random';

/** What the product asks a server for. */
const operations = [
  'GetFolder',
  'SyncFolderHierarchy',
  'SyncFolderItems',
  'GetItem',
  'FindItem',
  'CreateItem',
  'UpdateItem',
  'Subscribe',
  'GetStreamingEvents',
  'ResolveNames',
  'Unsubscribe',
];

/** Every kind that the simulator knows; a person must mend the last two, so they are rarer. */
const kinds = {
  'server-busy': 6,
  'server-busy-in-response': 6,
  'http-503': 6,
  'http-429': 6,
  'drop-connection': 10,
  'half-response': 10,
  slow: 8,
  'invalid-sync-state': 5,
  'item-not-found': 6,
  'mailbox-unavailable': 6,
  'subscription-lost': 4,
  'garbage-xml': 8,
  'http-401': 1,
  'impersonation-denied': 1,
};

/** Lets requests go wrong in every way that the simulator knows. */
export class Disturbances {
  readonly planned = new Map<string, number>();

  constructor(
    private readonly exchange: SimulatedExchange,
    private readonly random: Random,
    private readonly addresses: readonly string[],
  ) {}

  /** Plans another one. */
  async next(): Promise<void> {
    const { random } = this;
    const kind = random.weighted(kinds);
    const operation = random.isLikely(0.7) ? random.pick(operations) : undefined;
    const mailbox = random.isLikely(0.5) ? random.pick(this.addresses) : undefined;
    const isForAPerson = kind === 'http-401' || kind === 'impersonation-denied';
    const fault: PlannedFault = {
      kind,
      count: isForAPerson ? 1 : random.between(1, 6),
      probability: random.isLikely(0.5) ? 1 : random.between(2, 9) / 10,
      seed: random.between(1, 1_000_000),
      afterItems: random.isLikely(0.3) ? random.between(1, 40) : 0,
      milliseconds: random.between(50, 1_500),
      ...(operation !== undefined && { operation }),
      ...(mailbox !== undefined && { mailbox }),
    };
    await this.exchange.fault(fault);
    this.planned.set(kind, (this.planned.get(kind) ?? 0) + 1);
  }
}

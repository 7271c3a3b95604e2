import { crc32 } from 'node:zlib';
import { randomNumbers } from '../mailbox/sources/random';
import { type Fault, type FaultKind } from './fault';

interface Pending {
  readonly fault: Fault;
  /**
   * Random numbers by mailbox and operation: each has a sequence of its own, so that what happens to one does not depend on how the
   * requests of others come in between.
   */
  readonly sequences: Map<string, () => number>;
  left: number;
  itemsGiven: number;
}

/** The faults that wait for a request that they fit. */
export class FaultPlan {
  /** How many have happened since the last {@link reset}. */
  given = 0;
  private pending: Pending[] = [];

  add(fault: Fault): void {
    this.pending.push({ fault, sequences: new Map(), left: fault.count, itemsGiven: 0 });
  }

  /** Drops the faults that have not happened. */
  clear(): void {
    this.pending = [];
  }

  /** Back to nothing planned and nothing happened. */
  reset(): void {
    this.clear();
    this.given = 0;
  }

  /** The part of the plan that concerns one request. */
  for(operation: string, mailbox: string | undefined): RequestFaults {
    return new RequestFaults(this, operation, mailbox);
  }

  /** The first fault of one of the kinds that fits and, where it may or may not happen, does. It then counts as given. */
  take(kinds: readonly FaultKind[], operation: string, mailbox: string | undefined): Fault | undefined {
    if (this.pending.length === 0) return undefined;
    const found = this.pending.find(
      (entry) => kinds.includes(entry.fault.kind) && fits(entry, operation, mailbox) && isDue(entry) && happens(entry, operation, mailbox),
    );
    if (found === undefined) return undefined;
    this.given++;
    if (--found.left === 0) this.pending = this.pending.filter((entry) => entry !== found);
    return found.fault;
  }

  countItem(operation: string, mailbox: string | undefined): void {
    for (const entry of this.pending) if (fits(entry, operation, mailbox)) entry.itemsGiven++;
  }
}

/** The faults that may happen to one request. */
export class RequestFaults {
  constructor(
    private readonly plan: FaultPlan,
    private readonly operation: string,
    private readonly mailbox: string | undefined,
  ) {}

  /** Takes the next fault of one of the kinds, if one is due. */
  take(...kinds: FaultKind[]): Fault | undefined {
    return this.plan.take(kinds, this.operation, this.mailbox);
  }

  /** Notes that the request is given one more item. */
  countItem(): void {
    this.plan.countItem(this.operation, this.mailbox);
  }
}

function fits({ fault }: Pending, operation: string, mailbox: string | undefined): boolean {
  return (
    (fault.operation === undefined || fault.operation === operation) &&
    (fault.mailbox === undefined || fault.mailbox.toLowerCase() === mailbox?.toLowerCase())
  );
}

function isDue({ fault, itemsGiven }: Pending): boolean {
  return itemsGiven >= fault.afterItems;
}

function happens({ fault, sequences }: Pending, operation: string, mailbox: string | undefined): boolean {
  if (fault.probability === 1) return true;
  const name = `${operation} ${mailbox?.toLowerCase() ?? ''}`;
  let random = sequences.get(name);
  if (random === undefined) sequences.set(name, (random = randomNumbers(fault.seed ^ crc32(name))));
  return random() < fault.probability;
}

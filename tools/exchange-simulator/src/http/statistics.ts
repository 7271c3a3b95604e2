import { type AuthenticationScheme, authenticationSchemes } from '../authentication/schemes';
import { type SchemaGuard, type SchemaReport } from '../schema/schema-guard';
import { type Route } from './back-ends';

/** Counters of one operation. Bytes are those of request and response bodies. */
export interface OperationStatistics {
  requests: number;
  /** Requests that were refused, or had a response message that was. */
  errors: number;
  bytesIn: number;
  bytesOut: number;
}

/** What `GET /_control/stats` answers. */
export interface StatisticsReport {
  readonly operations: Readonly<Record<string, OperationStatistics>>;
  readonly mailboxes: Readonly<Record<string, { readonly requests: number }>>;
  /** The most requests that were served at one time; hanging notification requests do not count. */
  readonly maxConcurrent: number;
  readonly faultsGiven: number;
  /** Requests answered with HTTP 401, without those in the midst of a handshake. */
  readonly unauthorized: number;
  /** Requests by the scheme that their sender was authenticated by. */
  readonly schemes: Readonly<Partial<Record<AuthenticationScheme, number>>>;
  /** Requests in the name of a mailbox that came without X-AnchorMailbox, or with another's address in it. */
  readonly anchorMailbox: { readonly missing: number; readonly other: number };
  /** How often X-BackEndOverrideCookie was given to a client that prefers affinity, and came back. */
  readonly affinity: { readonly given: number; readonly replayed: number };
  readonly cpuSeconds: number;
  readonly rssBytes: number;
  /** What was checked against the schema since the start, if it is; a reset leaves it. */
  readonly schema: SchemaReport | undefined;
}

/** Counts what the server does. */
export class Statistics {
  unauthorized = 0;
  private readonly schemes: Partial<Record<AuthenticationScheme, number>> = {};
  private readonly anchorMailbox = { missing: 0, other: 0 };
  private readonly affinity = { given: 0, replayed: 0 };
  private readonly operations = new Map<string, OperationStatistics>();
  private readonly mailboxes = new Map<string, { requests: number }>();
  private concurrent = 0;
  private maxConcurrent = 0;

  constructor(private readonly schema: SchemaGuard | undefined) {}

  begin(): void {
    this.concurrent++;
    this.maxConcurrent = Math.max(this.maxConcurrent, this.concurrent);
  }

  end(): void {
    this.concurrent--;
  }

  /** The counters of an operation, to be added to. */
  operation(name: string): OperationStatistics {
    let counters = this.operations.get(name);
    if (counters === undefined) this.operations.set(name, (counters = { requests: 0, errors: 0, bytesIn: 0, bytesOut: 0 }));
    return counters;
  }

  countMailbox(address: string): void {
    const counters = this.mailboxes.get(address);
    if (counters === undefined) this.mailboxes.set(address, { requests: 1 });
    else counters.requests++;
  }

  countScheme(scheme: AuthenticationScheme): void {
    this.schemes[scheme] = (this.schemes[scheme] ?? 0) + 1;
  }

  countAnchor(anchor: string | undefined, mailbox: string): void {
    if (anchor === undefined) this.anchorMailbox.missing++;
    else if (anchor.trim().toLowerCase() !== mailbox.toLowerCase()) this.anchorMailbox.other++;
  }

  countRoute({ isPinned, setCookie }: Route): void {
    if (isPinned) this.affinity.replayed++;
    if (setCookie !== undefined) this.affinity.given++;
  }

  reset(): void {
    this.operations.clear();
    this.mailboxes.clear();
    for (const scheme of authenticationSchemes) delete this.schemes[scheme];
    Object.assign(this.anchorMailbox, { missing: 0, other: 0 });
    Object.assign(this.affinity, { given: 0, replayed: 0 });
    this.maxConcurrent = this.concurrent;
    this.unauthorized = 0;
  }

  report(faultsGiven: number): StatisticsReport {
    const { user, system } = process.cpuUsage();
    return {
      operations: Object.fromEntries(this.operations),
      mailboxes: Object.fromEntries(this.mailboxes),
      maxConcurrent: this.maxConcurrent,
      faultsGiven,
      unauthorized: this.unauthorized,
      schemes: { ...this.schemes },
      anchorMailbox: { ...this.anchorMailbox },
      affinity: { ...this.affinity },
      cpuSeconds: (user + system) / 1e6,
      rssBytes: process.memoryUsage.rss(),
      schema: this.schema?.report(),
    };
  }
}

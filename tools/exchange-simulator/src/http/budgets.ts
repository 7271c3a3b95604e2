import { type Account } from '../authentication/accounts';
import { type Mailbox } from '../mailbox/mailbox';
import { SoapFault } from '../soap/errors';

/** How many of each there may be at one time; 0: any number. */
export interface BudgetLimits {
  /** EWSMaxConcurrency: requests that are under way. */
  readonly concurrency: number;
  /** HangingConnectionLimit: notification connections. */
  readonly hanging: number;
}

/**
 * What every account has under way, as throttling counts it: its own requests by the account; what it does in the name of others by a
 * copy of each one's budget.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange
 */
export class Budgets {
  private readonly used = { concurrency: new Map<string, number>(), hanging: new Map<string, number>() };

  constructor(private readonly limits: BudgetLimits) {}

  /** Counts a request until the function that it answers is called. @throws {SoapFault} when there are as many as there may be. */
  charge(kind: keyof BudgetLimits, account: Account, mailbox: Mailbox | undefined): () => void {
    const limit = this.limits[kind];
    if (limit === 0) return () => undefined;
    const used = this.used[kind];
    const key = mailbox === account.mailbox ? account.name : `${account.name} ${mailbox?.key ?? ''}`;
    const before = used.get(key) ?? 0;
    if (before >= limit) throw exceeded(limit);
    used.set(key, before + 1);
    return () => {
      const now = (used.get(key) ?? 1) - 1;
      if (now === 0) used.delete(key);
      else used.set(key, now);
    };
  }
}

function exceeded(limit: number): SoapFault {
  return new SoapFault(
    'ErrorExceededConnectionCount',
    'You have exceeded the available concurrent connections for your account.  Try again once your other requests have completed.',
    {
      Policy: 'MaxConcurrency',
      MaxConcurrencyLimit: String(limit),
      ErrorMessage:
        `This operation exceeds the throttling budget for policy part 'MaxConcurrency', policy value '${limit}',  Budget type: 'Ews'.` +
        '  Suggested backoff time 0 ms.',
    },
  );
}

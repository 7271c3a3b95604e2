import { type BaseHarnessFilters, ComponentHarness, HarnessPredicate } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { textOf } from './text-of';

export interface AccountCardFilter extends BaseHarnessFilters {
  address?: string | RegExp;
}

/** One mailbox of Profile > Email accounts. */
export class AccountCardHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-account-card';

  static with(filter: AccountCardFilter): HarnessPredicate<AccountCardHarness> {
    return new HarnessPredicate(AccountCardHarness, filter).addOption('address', filter.address, (harness, address) =>
      HarnessPredicate.stringMatches(harness.address(), address),
    );
  }

  async address(): Promise<string | null> {
    return textOf(await this.locatorFor('h2')());
  }

  /** Its state as the screen calls it: “Up to date”. */
  async state(): Promise<string | null> {
    return textOf(await this.locatorForOptional('mailroom-account-phase')());
  }

  /** How much is imported, and how fresh it is. */
  async progress(): Promise<string | null> {
    return textOf(await this.locatorForOptional('mailroom-sync-progress')());
  }

  /** What is wrong with it, and what to do; `null` while nothing is. */
  async problem(): Promise<string | null> {
    return textOf(await this.locatorForOptional('mailroom-problem-note')());
  }

  /** Presses one of its buttons: “Pause”. Rejects where it has none of that name. */
  async press(action: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text: action }))()).click();
  }

  async offers(action: string | RegExp): Promise<boolean> {
    return (await this.locatorForAll(MatButtonHarness.with({ text: action }))()).length > 0;
  }
}

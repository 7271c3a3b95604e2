import { type BaseHarnessFilters, ComponentHarness, HarnessPredicate } from '@angular/cdk/testing';
import { MatMenuHarness } from '@angular/material/menu/testing';
import { textOf } from './text-of';

export interface MailboxFilter extends BaseHarnessFilters {
  /** Part of its name, or a pattern. */
  name?: string | RegExp;
}

abstract class MailboxRowHarness extends ComponentHarness {
  /** Whose it is: the user, or the mailbox's address. */
  async name(): Promise<string | null> {
    return textOf(await this.locatorFor('.name')());
  }

  async state(): Promise<string | null> {
    return textOf(await this.locatorFor('mailroom-account-phase')());
  }

  /** What is wrong with it, and what to do; `null` while nothing is. */
  async problem(): Promise<string | null> {
    return textOf(await this.locatorForOptional('.error')());
  }
}

/** A mailbox that the MS Exchange integration covers. */
export class CoveredMailboxHarness extends MailboxRowHarness {
  static readonly hostSelector = 'tbody[mailroomCoveredMailboxRow]';

  static with(filter: MailboxFilter): HarnessPredicate<CoveredMailboxHarness> {
    return new HarnessPredicate(CoveredMailboxHarness, filter).addOption('name', filter.name, (harness, name) =>
      HarnessPredicate.stringMatches(harness.name(), name),
    );
  }
}

/** An account of System Configuration > Email health. */
export class AccountHealthHarness extends MailboxRowHarness {
  static readonly hostSelector = 'tbody[mailroomAccountHealthRow]';

  static with(filter: MailboxFilter): HarnessPredicate<AccountHealthHarness> {
    return new HarnessPredicate(AccountHealthHarness, filter).addOption('name', filter.name, (harness, name) =>
      HarnessPredicate.stringMatches(harness.name(), name),
    );
  }

  /** Chooses from its menu: “Pause”. */
  async choose(action: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatMenuHarness)()).clickItem({ text: action });
  }
}

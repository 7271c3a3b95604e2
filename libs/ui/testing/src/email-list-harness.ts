import { type BaseHarnessFilters, ComponentHarness, HarnessPredicate } from '@angular/cdk/testing';

/** Which row is meant. */
export interface EmailRowFilters extends BaseHarnessFilters {
  subject?: string | RegExp;
  from?: string | RegExp;
}

/** An email in a list. */
export class EmailRowHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-email-list [role=option]';

  static with(filters: EmailRowFilters = {}): HarnessPredicate<EmailRowHarness> {
    return new HarnessPredicate(EmailRowHarness, filters)
      .addOption('subject', filters.subject, (row, subject) => HarnessPredicate.stringMatches(row.getSubject(), subject))
      .addOption('from', filters.from, (row, from) => HarnessPredicate.stringMatches(row.getFrom(), from));
  }

  /** Who wrote it; of what the user has sent, to whom. */
  async getFrom(): Promise<string> {
    return (await (await this.locatorFor('.who .text')()).text()).trim();
  }

  async getSubject(): Promise<string> {
    return (await (await this.locatorFor('.subject')()).text()).trim();
  }

  async isUnread(): Promise<boolean> {
    return (await this.locatorForOptional('.dot')()) !== null;
  }

  /** Whether it is the one that is read beside the list. */
  async isOpen(): Promise<boolean> {
    return (await (await this.host()).getAttribute('aria-current')) === 'true';
  }

  async isMarked(): Promise<boolean> {
    return (await (await this.host()).getAttribute('aria-selected')) === 'true';
  }

  async open(): Promise<void> {
    await (await this.host()).click();
  }

  /** Marks it, or takes the mark away. */
  async toggleMark(): Promise<void> {
    await (await this.locatorFor('.mark')()).click();
  }
}

/** The list of emails; the rows are those in sight. */
export class EmailListHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-email-list';

  getRows(filters: EmailRowFilters = {}): Promise<EmailRowHarness[]> {
    return this.documentRootLocatorFactory().locatorForAll(EmailRowHarness.with(filters))();
  }

  async getSubjects(): Promise<string[]> {
    return Promise.all((await this.getRows()).map((row) => row.getSubject()));
  }
}

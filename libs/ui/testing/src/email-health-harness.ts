import { ComponentHarness } from '@angular/cdk/testing';
import { MatChipOptionHarness } from '@angular/material/chips/testing';
import { AccountHealthHarness, type MailboxFilter } from './mailbox-row-harness';
import { textOf } from './text-of';

/** System Configuration > Email health. */
export class EmailHealthHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-email-health-page';

  accounts(filter: MailboxFilter = {}): Promise<AccountHealthHarness[]> {
    return this.locatorForAll(AccountHealthHarness.with(filter))();
  }

  /** A figure at the head of the page: `total('Needs attention')`. */
  async total(label: string): Promise<string | null> {
    const labels = await Promise.all((await this.locatorForAll('mailroom-health-totals dt')()).map(textOf));
    const figures = await this.locatorForAll('mailroom-health-totals dd')();
    return textOf(figures[labels.indexOf(label)] ?? null);
  }

  /** Narrows the list to a state: `/^Needs attention/`. */
  async show(state: string | RegExp): Promise<void> {
    await (await this.locatorFor(MatChipOptionHarness.with({ text: state }))()).select();
  }
}

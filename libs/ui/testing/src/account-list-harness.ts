import { ComponentHarness } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { AccountCardHarness, type AccountCardFilter } from './account-card-harness';

/** Profile > Email accounts. */
export class AccountListHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-account-list';

  accounts(filter: AccountCardFilter = {}): Promise<AccountCardHarness[]> {
    return this.locatorForAll(AccountCardHarness.with(filter))();
  }

  async isEmpty(): Promise<boolean> {
    return (await this.locatorForOptional('mailroom-empty-state')()) !== null;
  }

  /** Opens the dialog that connects a mailbox. */
  async add(): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text: /^New/ }))()).click();
  }
}

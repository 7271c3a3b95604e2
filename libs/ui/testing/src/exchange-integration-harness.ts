import { ComponentHarness } from '@angular/cdk/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { CoveredMailboxHarness, type MailboxFilter } from './mailbox-row-harness';
import { textOf } from './text-of';

/** System Configuration > Integrations > MS Exchange. */
export class ExchangeIntegrationHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-exchange-integration-page';

  /** Whether it runs, as the screen says it. */
  async status(): Promise<string | null> {
    return textOf(await this.locatorFor('mailroom-integration-status .status')());
  }

  async isEnabled(): Promise<boolean> {
    return (await this.locatorFor(MatCheckboxHarness.with({ selector: '[formControlName=enabled]' }))()).isChecked();
  }

  /** Fills a text field by its label: `enter('Server', 'mail.example.com')`. */
  async enter(label: string, text: string): Promise<void> {
    const field = await this.locatorFor(MatFormFieldHarness.with({ floatingLabelText: label }))();
    await (await field.getControl(MatInputHarness))?.setValue(text);
  }

  async save(): Promise<void> {
    await (await this.locatorFor(MatButtonHarness.with({ text: 'Save settings' }))()).click();
  }

  /** Why it was not enabled, or not saved. */
  async problem(): Promise<string | null> {
    return textOf(await this.locatorForOptional('mailroom-integration-form mailroom-problem-note')());
  }

  mailboxes(filter: MailboxFilter = {}): Promise<CoveredMailboxHarness[]> {
    return this.locatorForAll(CoveredMailboxHarness.with(filter))();
  }
}

import { ComponentHarness } from '@angular/cdk/testing';
import { ComposerHarness } from './composer-harness';
import { EmailListHarness } from './email-list-harness';
import { ReadingPaneHarness } from './reading-pane-harness';

/**
 * `<mailroom-communication-panel>` in a host's own tests: what a user sees and does, whatever it is made of inside.
 *
 *     const panel = await loader.getHarness(CommunicationPanelHarness);
 *     await panel.search('offer');
 *     const [row] = await (await panel.getList()).getRows({ from: 'Ben' });
 */
export class CommunicationPanelHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-communication-panel';

  /** Whether the user is asked to connect their first mailbox. */
  async asksForMailbox(): Promise<boolean> {
    return (await this.locatorForOptional('mailroom-empty-state')()) !== null;
  }

  getList(): Promise<EmailListHarness> {
    return this.locatorFor(EmailListHarness)();
  }

  /** What is read; `null`: nothing is. */
  getReadingPane(): Promise<ReadingPaneHarness | null> {
    return this.locatorForOptional(ReadingPaneHarness)();
  }

  /** What is written; `null`: nothing is. */
  getComposer(): Promise<ComposerHarness | null> {
    return this.locatorForOptional(ComposerHarness)();
  }

  /** Types into the search field, in place of what is there. */
  async search(text: string): Promise<void> {
    const box = await this.locatorFor('input[type=search]')();
    await box.clear();
    if (text !== '') await box.sendKeys(text);
  }

  /** Begins a new message. */
  async write(): Promise<ComposerHarness> {
    await (await this.locatorFor('button.new')()).click();
    return this.locatorFor(ComposerHarness)();
  }
}

import { ComponentHarness } from '@angular/cdk/testing';

/** The email that is read. */
export class ReadingPaneHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-reading-pane';

  /** `null` while it is being loaded. */
  async getSubject(): Promise<string | null> {
    return (await (await this.locatorForOptional('article h2')())?.text())?.trim() ?? null;
  }

  async getSender(): Promise<string | null> {
    return (await (await this.locatorForOptional('article mailroom-message-people strong')())?.text())?.trim() ?? null;
  }

  /** How many other messages of the conversation there are. */
  async countOthers(): Promise<number> {
    return (await this.locatorForAll('mailroom-conversation-message')()).length;
  }

  async reply(): Promise<void> {
    await (await this.locatorFor('.toolbar [aria-label=Reply]')()).click();
  }

  async close(): Promise<void> {
    await (await this.locatorFor('.toolbar .back')()).click();
  }
}

import { ComponentHarness, TestKey } from '@angular/cdk/testing';

/** Where a message is written. */
export class ComposerHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-composer';

  /** Such as “Reply”. */
  async getTitle(): Promise<string> {
    return (await (await this.locatorFor('h2')()).text()).trim();
  }

  /** Adds an address to the field To. */
  async addRecipient(address: string): Promise<void> {
    const box = await this.locatorFor('mailroom-recipients-field input')();
    await box.sendKeys(address, TestKey.ENTER);
  }

  async getSubject(): Promise<string> {
    return (await this.locatorFor('label.field input')()).getProperty('value');
  }

  async setSubject(subject: string): Promise<void> {
    const box = await this.locatorFor('label.field input')();
    await box.clear();
    await box.sendKeys(subject);
  }

  /** Names of the files that are attached, or on their way. */
  async getAttachments(): Promise<string[]> {
    const names = await this.locatorForAll('mailroom-composer-attachments .name')();
    return Promise.all(names.map(async (name) => (await name.text()).trim()));
  }

  /** What keeps it from being sent, after “Send” was pressed. */
  async getObstacle(): Promise<string | null> {
    return (await (await this.locatorForOptional('.obstacle')())?.text()) ?? null;
  }

  async send(): Promise<void> {
    await (await this.locatorFor('button[type=submit]')()).click();
  }
}

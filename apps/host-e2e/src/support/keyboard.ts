import type { Locator, Page } from 'playwright-core';

/** More stops than any screen has between two of its fields. */
const mostStops = 120;

/** Somebody without a mouse: gets everywhere by Tab, and chooses by Enter, Space and the arrows. */
export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Goes on by Tab until the element has the focus. @throws when it is not reached */
  async goTo(target: Locator): Promise<void> {
    const element = target.first();
    await element.waitFor();
    for (let stop = 0; stop < mostStops; stop++) {
      if (await element.evaluate((node) => node === document.activeElement)) return;
      await this.press('Tab');
    }
    throw new Error(`By Tab nobody gets to ${target.toString()}.`);
  }

  /** Goes to a field and types over what is in it. */
  async fill(field: Locator, text: string): Promise<void> {
    await this.goTo(field);
    await this.press('Control+A');
    await this.page.keyboard.insertText(text);
  }

  /** Goes to a button, link or box, and presses it. */
  async push(target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
    await this.goTo(target);
    await this.press(key);
  }

  /** Opens a list of choices and goes down to the one that is named. */
  async choose(list: Locator, name: string): Promise<void> {
    await this.push(list);
    await this.goDownTo(this.page.getByRole('option', { name, exact: true }));
    await this.press('Enter');
  }

  /** Of a menu that is open. */
  async chooseItem(name: string | RegExp): Promise<void> {
    await this.goDownTo(this.page.getByRole('menuitem', { name }));
    await this.press('Enter');
  }

  /** Of radio buttons, Tab gets to the one that is chosen; the arrows go on from there. */
  async check(radio: Locator): Promise<void> {
    const buttons = radio.locator('xpath=ancestor::mat-radio-group').locator('input');
    const chosen = buttons.and(this.page.locator(':checked'));
    await this.goTo((await chosen.count()) > 0 ? chosen : buttons);
    for (let stop = 0; stop < mostStops; stop++) {
      if (await radio.isChecked()) return;
      await this.press('ArrowDown');
    }
    throw new Error(`The arrows never come to ${radio.toString()}.`);
  }

  press(key: string): Promise<void> {
    return this.page.keyboard.press(key);
  }

  /** Lists move a class or the focus, and tell of it by `aria-activedescendant` or the focus. */
  private async goDownTo(choice: Locator): Promise<void> {
    await choice.waitFor();
    for (let stop = 0; stop < mostStops; stop++) {
      const isActive = await choice.evaluate(
        (node) => node === document.activeElement || document.activeElement?.getAttribute('aria-activedescendant') === node.id,
      );
      if (isActive) return;
      await this.press('ArrowDown');
    }
    throw new Error(`The arrows never come to ${choice.toString()}.`);
  }
}

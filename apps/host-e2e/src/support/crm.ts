import { Product } from '@mailroom/test-bed';
import type { Locator, Page } from 'playwright-core';

/** The reference CRM as a person uses it: by what its screens say. */
export class Crm {
  constructor(
    private readonly page: Page,
    private readonly origin: string,
  ) {}

  /** `admin`, `anna` or `ben`. */
  async signIn(user: string): Promise<void> {
    await this.page.goto(this.origin);
    await this.page.getByLabel('Email address').fill(`${user}@demo.test`);
    await this.page.getByLabel('Password').fill(Product.password);
    await this.button('Sign in').click();
    await this.page.getByRole('navigation', { name: 'Main navigation' }).waitFor();
  }

  async signOut(): Promise<void> {
    await this.openProfileMenu();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await this.page.getByRole('heading', { name: 'Welcome back' }).waitFor();
  }

  async openProfileMenu(): Promise<void> {
    await this.page.getByRole('banner').locator('.profile').click();
  }

  /** Profile > Email accounts. */
  async openEmailAccounts(): Promise<void> {
    await this.openProfileMenu();
    await this.page.getByRole('menuitem', { name: 'Profile' }).click();
    await this.page.getByRole('heading', { name: 'Email accounts' }).waitFor();
  }

  /** A page of System Configuration, by its name in the navigation. */
  async openConfiguration(name: string): Promise<void> {
    await this.page.getByRole('link', { name, exact: true }).click();
    await this.page.getByRole('heading', { name, exact: true, level: 1 }).waitFor();
  }

  /** An entry of the communication panel's menu. */
  async chooseInPanel(name: string): Promise<void> {
    await this.button('Email menu').click();
    await this.page.getByRole('menuitem', { name }).click();
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** The messages of the communication panel's list, the newest first. */
  get messages(): Locator {
    return this.page.getByRole('listbox', { name: 'Emails, newest first' }).getByRole('option');
  }

  /** Opens the message of this subject, and waits until it can be read. */
  async open(subject: string): Promise<void> {
    await this.messages.filter({ hasText: subject }).first().click();
    await this.page.getByRole('region', { name: 'Message' }).getByRole('heading', { name: subject }).waitFor();
  }

  async closeMessage(): Promise<void> {
    await this.button('Back to the list').click();
    await this.messages.first().waitFor();
  }
}

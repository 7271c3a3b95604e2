import { ComponentHarness, type TestElement } from '@angular/cdk/testing';
import { textOf } from './text-of';

/** What the list says of an email provider. */
export interface ProviderRow {
  name: string;
  health: string;
}

/** System Configuration > Email providers. */
export class ProviderListHarness extends ComponentHarness {
  static readonly hostSelector = 'mailroom-provider-list';

  private readonly names = this.locatorForAll('tbody .name a');
  private readonly healths = this.locatorForAll('mailroom-provider-health');

  async providers(): Promise<ProviderRow[]> {
    const [names, healths] = [await this.names(), await this.healths()];
    const text = async (element: TestElement | undefined): Promise<string> => (await textOf(element ?? null)) ?? '';
    return Promise.all(names.map(async (name, index) => ({ name: await text(name), health: await text(healths[index]) })));
  }

  async isEmpty(): Promise<boolean> {
    return (await this.locatorForOptional('mailroom-empty-state')()) !== null;
  }

  /** Why the list could not be loaded. */
  async problem(): Promise<string | null> {
    return textOf(await this.locatorForOptional('mailroom-problem-note')());
  }
}

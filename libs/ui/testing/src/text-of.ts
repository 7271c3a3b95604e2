import { type TestElement } from '@angular/cdk/testing';

/** What an element says, on one line; `null` where there is none. */
export async function textOf(element: TestElement | null): Promise<string | null> {
  return element === null ? null : (await element.text()).replaceAll(/\s+/g, ' ').trim();
}

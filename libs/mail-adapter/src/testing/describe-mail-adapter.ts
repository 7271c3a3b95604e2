/// <reference types="jest" />
import type { MailServerHarness } from './mail-server-harness';
import { describeChanges } from './promises/changes';
import { describeFetching } from './promises/fetching';
import { describeOpening } from './promises/opening';
import { describeSending } from './promises/sending';
import { describeWatching } from './promises/watching';

/** A harness that is running, for the tests; and mailboxes that no other test touches. */
export interface SuiteContext {
  readonly harness: MailServerHarness;
  newMailbox(): string;
}

/**
 * The contract that every mail adapter keeps, as Jest tests against a real or simulated server.
 * @param start brings the server up; its `close` is called after the last test
 */
export function describeMailAdapter(name: string, start: () => Promise<MailServerHarness>): void {
  describe(`${name} keeps the contract of a mail adapter`, () => {
    let running: MailServerHarness | undefined;
    let mailboxes = 0;
    const context: SuiteContext = {
      get harness() {
        if (!running) throw new Error('The mail server did not start.');
        return running;
      },
      newMailbox: () => `person${++mailboxes}@example.com`,
    };
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => {
      await running?.adapter.close();
      await running?.close();
    });

    describeOpening(context);
    describeChanges(context);
    describeFetching(context);
    describeSending(context);
    describeWatching(context);
  });
}

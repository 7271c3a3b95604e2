import { openInbox, readInbox } from '../mailbox-reader';
import { report, workerTask } from '../worker';
import { measure } from '../measurement';

/** Our adapter alone: every message listed, fetched and decoded, then dropped. */
async function main(): Promise<void> {
  const inbox = await openInbox(workerTask());
  report(await measure(() => readInbox(inbox, () => undefined)));
}

void main();

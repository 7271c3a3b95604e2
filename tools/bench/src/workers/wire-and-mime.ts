import { parseMessage, searchableText } from '@mailroom/mime';
import { openInbox, readInbox } from '../mailbox-reader';
import { report, workerTask } from '../worker';
import { measure } from '../measurement';

/** Our adapter and our MIME parser: what an import reads of each message, stored nowhere. */
async function main(): Promise<void> {
  const inbox = await openInbox(workerTask());
  report(await measure(() => readInbox(inbox, (raw) => void searchableText(raw, parseMessage(raw)))));
}

void main();

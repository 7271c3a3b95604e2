import http from 'node:http';
import { openInbox } from '../mailbox-reader';
import { report, workerTask } from '../worker';
import { envelope, getItemBody, syncFolderItemsBody } from '../soap-bodies';
import { measure } from '../measurement';

const BATCH = 50;

/** Bare node:http: the same requests sent, their answers' bytes read and not looked at. Nothing can be faster. */
async function main(): Promise<void> {
  const task = workerTask();
  const { session, folderRemoteId } = await openInbox(task);
  const cursors: (string | null)[] = [null];
  const ids: string[] = [];
  for await (const page of session.changes(folderRemoteId, null)) {
    for (const change of page.changes) if (change.kind === 'upsert') ids.push(change.ref.remoteId);
    if (page.hasMore) cursors.push(page.cursor);
  }
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  const authorization = `Basic ${Buffer.from(`${task.mailbox}:${task.password}`).toString('base64')}`;
  const post = (body: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const headers = { 'content-type': 'text/xml; charset=utf-8', authorization };
      const request = http.request(task.url, { method: 'POST', agent, headers }, (response) => {
        if (response.statusCode !== 200) reject(new Error(`The simulator answered ${response.statusCode}.`));
        response.on('end', resolve).resume();
      });
      request.on('error', reject).end(envelope(body));
    });
  report(
    await measure(async () => {
      for (const cursor of cursors) await post(syncFolderItemsBody(folderRemoteId, cursor));
      for (let start = 0; start < ids.length; start += BATCH) await post(getItemBody(ids.slice(start, start + BATCH)));
      return ids.length;
    }),
  );
}

void main();

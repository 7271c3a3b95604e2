import { lookup } from 'node:dns/promises';
import { exchangeAdapter } from '@mailroom/adapter-exchange';
import type { MailAdapter, MailboxSession, MessageRef, NetworkPolicy } from '@mailroom/mail-adapter';
import type { WorkerTask } from './worker';

/** The benchmark connects to its own simulator only. */
const anyNetwork: NetworkPolicy = {
  resolve: async (host) => {
    const { address, family } = await lookup(host);
    return { address, family: family === 6 ? 6 : 4 };
  },
  allowsPlainHttp: () => true,
};

export interface OpenInbox {
  adapter: MailAdapter;
  session: MailboxSession;
  folderRemoteId: string;
}

/** Opens the task's mailbox by the product's own adapter. */
export async function openInbox(task: WorkerTask): Promise<OpenInbox> {
  const adapter = exchangeAdapter()(anyNetwork);
  const session = adapter.open({
    accountId: 'bench',
    server: { address: task.serviceAddress, version: null, trustedCertificate: null },
    mailboxAddress: task.mailbox,
    credentials: { kind: 'password', method: 'basic', login: task.mailbox, password: task.password },
    access: 'owner',
  });
  for await (const page of session.folders(null)) {
    for (const change of page.changes) {
      if (change.kind === 'upsert' && change.folder.role === 'inbox') return { adapter, session, folderRemoteId: change.folder.remoteId };
    }
  }
  throw new Error('The mailbox has no inbox.');
}

/** Reads the inbox as the engine does, page by page, and hands each message's bytes on. */
export async function readInbox({ session, folderRemoteId }: OpenInbox, onMessage: (raw: Buffer) => void): Promise<number> {
  let messages = 0;
  for await (const page of session.changes(folderRemoteId, null)) {
    const refs = page.changes.flatMap((change): MessageRef[] => (change.kind === 'upsert' ? [change.ref] : []));
    await session.fetch(refs, {
      message: (_ref, raw) => {
        messages++;
        onMessage(raw);
      },
      failed: (ref, error) => {
        throw new Error(`${ref.remoteId}: ${error.message}`);
      },
    });
  }
  return messages;
}

/// <reference types="jest" />
import type { SuiteContext } from '../describe-mail-adapter';
import { changesSince, fetchAll, folderAt, foldersByPath } from '../reading';
import { idOf, sampleMessage } from '../sample-message';

export function describeSending(context: SuiteContext): void {
  describe('writing to a mailbox', () => {
    it('sends a message, keeps its copy among the sent ones and finds it there by its Message-ID', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      await harness.deliver(address, 'Inbox', sampleMessage('before-sending'));
      const session = harness.adapter.open(harness.target(address));
      await expect(session.wasSent('sent+1=&<"\'>@example.com')).resolves.toBe(false);
      await session.send(sampleMessage('sent-1@example.com', { from: address, to: address, body: 'Grüße\r\n' }));
      await expect(session.wasSent('sent-1@example.com')).resolves.toBe(true);
      await expect(session.wasSent('sent-2@example.com')).resolves.toBe(false);
      const sent = [...(await foldersByPath(session)).values()].find(({ role }) => role === 'sent');
      if (!sent) throw new Error('The mailbox has no folder of sent messages.');
      const { messages } = await fetchAll(session, (await changesSince(session, sent, null)).refs);
      expect(messages.map(({ raw }) => idOf(raw))).toEqual(['sent-1@example.com']);
      await session.close();
    });

    it('marks messages as read and as unread again, passing over one that is gone', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      for (const id of ['flag-1', 'flag-2', 'flag-gone']) await harness.deliver(address, 'Inbox', sampleMessage(id));
      const session = harness.adapter.open(harness.target(address));
      const inbox = await folderAt(session, 'Inbox');
      const { refs, cursor } = await changesSince(session, inbox, null);
      const before = (await fetchAll(session, refs)).messages;
      const goneId = before.find(({ raw }) => idOf(raw) === 'flag-gone')?.ref.remoteId;
      await harness.remove(address, 'flag-gone');

      const gone = await session.setRead(refs, true);
      expect(gone).toEqual([expect.objectContaining({ remoteId: goneId })]);
      await expect(session.counts(inbox.remoteId)).resolves.toEqual({ messageCount: 2, unreadCount: 0 });
      const read = await changesSince(session, inbox, cursor);
      expect(read.all.filter((change) => change.kind !== 'remove' && change.isRead)).toHaveLength(2);

      const current = read.all.flatMap((change) => {
        if (change.kind === 'upsert') return [change.ref];
        return change.kind === 'read-flag' ? [{ remoteId: change.remoteId, revision: change.revision, size: 0 }] : [];
      });
      await expect(session.setRead(current, false)).resolves.toEqual([]);
      await expect(session.counts(inbox.remoteId)).resolves.toEqual({ messageCount: 2, unreadCount: 2 });
      await session.close();
    });
  });
}

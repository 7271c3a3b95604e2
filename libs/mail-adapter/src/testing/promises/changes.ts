/// <reference types="jest" />
import type { SuiteContext } from '../describe-mail-adapter';
import { changesSince, fetchAll, folderAt } from '../reading';
import { idOf, sampleMessage } from '../sample-message';

/** More than any protocol gives in one page. */
const many = 600;

export function describeChanges(context: SuiteContext): void {
  describe('following changes', () => {
    it('lists every message of a large folder exactly once, over as many pages as it takes', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      for (let index = 0; index < many; index++) await harness.deliver(address, 'Inbox', sampleMessage(`paged-${index}`));
      const session = harness.adapter.open(harness.target(address));
      const inbox = await folderAt(session, 'Inbox');
      const { refs, all, cursor } = await changesSince(session, inbox, null);
      expect(all).toHaveLength(many);
      expect(new Set(refs.map((ref) => ref.remoteId)).size).toBe(many);
      await expect(session.counts(inbox.remoteId)).resolves.toEqual({ messageCount: many, unreadCount: many });
      expect((await changesSince(session, inbox, cursor)).all).toEqual([]);
      await session.close();
    });

    it('goes on after a page whose cursor was kept, missing nothing and repeating nothing', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      for (let index = 0; index < many; index++) await harness.deliver(address, 'Inbox', sampleMessage(`resumed-${index}`));
      const session = harness.adapter.open(harness.target(address));
      const inbox = await folderAt(session, 'Inbox');
      const seen: string[] = [];
      let kept: string | null = null;
      for await (const page of session.changes(inbox.remoteId, null)) {
        seen.push(...page.changes.flatMap((change) => (change.kind === 'upsert' ? [change.ref.remoteId] : [])));
        kept = page.cursor;
        break;
      }
      const rest = await changesSince(session, inbox, kept);
      seen.push(...rest.refs.map((ref) => ref.remoteId));
      expect(seen).toHaveLength(many);
      expect(new Set(seen).size).toBe(many);
      await session.close();
    });

    it('tells of new, read, moved and deleted messages since the last look, and of nothing else', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      for (const id of ['stays', 'is-read', 'is-moved', 'is-deleted']) await harness.deliver(address, 'Inbox', sampleMessage(id));
      await harness.deliver(address, 'Archived', sampleMessage('was-there'));
      const session = harness.adapter.open(harness.target(address));
      const inbox = await folderAt(session, 'Inbox');
      const archived = await folderAt(session, 'Archived');
      const before = await changesSince(session, inbox, null);
      const archivedBefore = await changesSince(session, archived, null);
      const ids = new Map((await fetchAll(session, before.refs)).messages.map(({ ref, raw }) => [idOf(raw), ref.remoteId]));

      await harness.deliver(address, 'Inbox', sampleMessage('is-new'));
      await harness.markRead(address, 'is-read', true);
      await harness.move(address, 'is-moved', 'Archived');
      await harness.remove(address, 'is-deleted');

      const after = await changesSince(session, inbox, before.cursor);
      const removed = after.all.flatMap((change) => (change.kind === 'remove' ? [change.remoteId] : []));
      expect(removed.sort()).toEqual([ids.get('is-moved'), ids.get('is-deleted')].sort());
      const read = after.all.filter((change) => (change.kind === 'upsert' ? change.ref.remoteId : change.remoteId) === ids.get('is-read'));
      expect(read).toEqual([expect.objectContaining({ isRead: true })]);
      const fresh = after.refs.filter((ref) => ref.remoteId !== ids.get('is-read'));
      expect((await fetchAll(session, fresh)).messages.map(({ raw }) => idOf(raw))).toEqual(['is-new']);
      const arrived = await changesSince(session, archived, archivedBefore.cursor);
      expect((await fetchAll(session, arrived.refs)).messages.map(({ raw }) => idOf(raw))).toEqual(['is-moved']);
      await session.close();
    });

    it('shows the newest messages at once, however many are older, and moves no cursor by that', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      for (let index = 0; index < 30; index++) await harness.deliver(address, 'Inbox', sampleMessage(`older-${index}`));
      const session = harness.adapter.open(harness.target(address));
      const inbox = await folderAt(session, 'Inbox');
      const { cursor } = await changesSince(session, inbox, null);
      await harness.deliver(address, 'Inbox', sampleMessage('just-arrived'));
      const newest = await session.newest(inbox.remoteId, 5);
      expect(newest).toHaveLength(5);
      const times = newest.map(({ receivedAt }) => receivedAt?.getTime() ?? 0);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      const fetched = (
        await fetchAll(
          session,
          newest.map(({ ref }) => ref),
        )
      ).messages;
      const arrived = fetched.find(({ raw }) => idOf(raw) === 'just-arrived');
      const { refs } = await changesSince(session, inbox, cursor);
      // The same message under the same id and version, so that it is recognised and not fetched twice.
      expect(refs).toEqual([expect.objectContaining({ remoteId: arrived?.ref.remoteId, revision: arrived?.ref.revision })]);
      await expect(session.newest(inbox.remoteId, 100)).resolves.toHaveLength(31);
      await session.close();
    });

    it('tells the received time, the size and the read state of each message', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      const raw = sampleMessage('described', { body: `${'x'.repeat(70)}\r\n`.repeat(100) });
      await harness.deliver(address, 'Inbox', raw);
      const session = harness.adapter.open(harness.target(address));
      const [change] = (await changesSince(session, await folderAt(session, 'Inbox'), null)).all;
      if (change?.kind !== 'upsert') throw new Error('The server tells of no new message.');
      expect(change).toMatchObject({ isRead: false, receivedAt: expect.any(Date) as Date });
      expect(Math.abs(change.ref.size - raw.length)).toBeLessThan(raw.length);
      await session.close();
    });

    it('calls the cursor of another folder invalid', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      await harness.deliver(address, 'Inbox', sampleMessage('here'));
      await harness.deliver(address, 'Other', sampleMessage('there'));
      const session = harness.adapter.open(harness.target(address));
      const { cursor } = await changesSince(session, await folderAt(session, 'Other'), null);
      const reading = changesSince(session, await folderAt(session, 'Inbox'), cursor);
      await expect(reading).rejects.toMatchObject({ name: 'MailError', code: 'cursor-invalid' });
      await session.close();
    });

    it.each(['never given by this server', 'AAAA', '\u0001<&>'])('calls the foreign cursor %j invalid', async (cursor) => {
      const { harness } = context;
      const address = context.newMailbox();
      await harness.deliver(address, 'Inbox', sampleMessage('foreign'));
      const session = harness.adapter.open(harness.target(address));
      const reading = changesSince(session, await folderAt(session, 'Inbox'), cursor);
      await expect(reading).rejects.toMatchObject({ name: 'MailError', code: 'cursor-invalid' });
      await session.close();
    });
  });
}

/// <reference types="jest" />
import type { MessageRef, MailboxSession } from '../../mailbox-session';
import type { SuiteContext } from '../describe-mail-adapter';
import { changesSince, fetchAll, folderAt } from '../reading';
import { idOf, sampleMessage } from '../sample-message';

const batchesWorth = 150;

export function describeFetching(context: SuiteContext): void {
  async function inboxOf(messages: Buffer[]): Promise<{ session: MailboxSession; refs: MessageRef[]; address: string }> {
    const address = context.newMailbox();
    for (const raw of messages) await context.harness.deliver(address, 'Inbox', raw);
    const session = context.harness.adapter.open(context.harness.target(address));
    const { refs } = await changesSince(session, await folderAt(session, 'Inbox'), null);
    return { session, refs, address };
  }

  describe('fetching messages', () => {
    it('brings each message byte for byte', async () => {
      const everyByte = Buffer.from(Array.from({ length: 256 }, (_, index) => index));
      const messages = [
        sampleMessage('umlauts', { body: 'Grüße – 你好 🎉\r\n' }),
        sampleMessage('markup', { body: '<t:MimeContent>QUJD</t:MimeContent>&amp;]]>&#x1F;\r\n' }),
        sampleMessage('no-last-line-break', { body: 'end' }),
        Buffer.concat([sampleMessage('every-byte'), everyByte, everyByte]),
        sampleMessage('large', { body: `${'0123456789'.repeat(7)}\r\n`.repeat(40_000) }),
      ];
      const { session, refs } = await inboxOf(messages);
      const fetched = await fetchAll(session, refs);
      expect(fetched.failures).toEqual([]);
      const byId = new Map(fetched.messages.map(({ raw }) => [idOf(raw), raw]));
      expect([...byId.keys()].sort()).toEqual(messages.map(idOf).sort());
      for (const sent of messages) expect(byId.get(idOf(sent))?.equals(sent)).toBe(true);
      await session.close();
    });

    it('brings every one of many messages once', async () => {
      const ids = Array.from({ length: batchesWorth }, (_, index) => `batched-${index}`);
      const { session, refs } = await inboxOf(ids.map((id) => sampleMessage(id)));
      const { messages } = await fetchAll(session, refs);
      expect(messages.map(({ raw }) => idOf(raw)).sort()).toEqual([...ids].sort());
      expect(new Set(messages.map(({ ref }) => ref.remoteId))).toEqual(new Set(refs.map((ref) => ref.remoteId)));
      await session.close();
    });

    it('reports a message that is gone and brings the others', async () => {
      const { session, refs, address } = await inboxOf([sampleMessage('first'), sampleMessage('gone'), sampleMessage('last')]);
      await context.harness.remove(address, 'gone');
      const { messages, failures } = await fetchAll(session, refs);
      expect(messages.map(({ raw }) => idOf(raw)).sort()).toEqual(['first', 'last']);
      expect(failures).toEqual([
        { ref: expect.anything() as MessageRef, error: expect.objectContaining({ code: 'item-not-found' }) as Error },
      ]);
      await session.close();
    });

    it('hands over one message at a time and waits for whoever takes it', async () => {
      const { session, refs } = await inboxOf(Array.from({ length: 30 }, (_, index) => sampleMessage(`waits-${index}`)));
      let inHand = 0;
      let most = 0;
      let taken = 0;
      await session.fetch(refs, {
        async message() {
          most = Math.max(most, ++inHand);
          await new Promise((resolve) => setImmediate(resolve));
          inHand -= 1;
          taken += 1;
        },
        failed: (_, error) => Promise.reject(error),
      });
      expect({ most, inHand, taken }).toEqual({ most: 1, inHand: 0, taken: 30 });
      await session.close();
    });

    it('passes on what goes wrong where messages are taken', async () => {
      const { session, refs } = await inboxOf([sampleMessage('disk-full')]);
      const diskFull = new Error('disk full');
      await expect(session.fetch(refs, { message: () => Promise.reject(diskFull), failed: () => undefined })).rejects.toBe(diskFull);
      await session.close();
    });

    it('stops when cancelled, and hands over nothing more', async () => {
      const { session, refs } = await inboxOf(Array.from({ length: 60 }, (_, index) => sampleMessage(`cancelled-${index}`)));
      const cancellation = new AbortController();
      const reason = new Error('paused');
      let taken = 0;
      const fetching = session.fetch(
        refs,
        {
          message() {
            taken += 1;
            cancellation.abort(reason);
          },
          failed: () => undefined,
        },
        { signal: cancellation.signal },
      );
      await expect(fetching).rejects.toBe(reason);
      expect(taken).toBe(1);
      await session.close();
    });

    it('does nothing at all when it was cancelled before', async () => {
      const { session, refs } = await inboxOf([sampleMessage('never-asked')]);
      const reason = new Error('already over');
      const taken: Buffer[] = [];
      const sink = { message: (_: MessageRef, raw: Buffer) => void taken.push(raw), failed: () => undefined };
      await expect(session.fetch(refs, sink, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
      expect(taken).toEqual([]);
      await session.close();
    });
  });
}

/// <reference types="jest" />
import type { MailboxWatcher, WatchEvent } from '../../mailbox-watcher';
import type { SuiteContext } from '../describe-mail-adapter';
import { folderAt } from '../reading';
import { sampleMessage } from '../sample-message';

export function describeWatching(context: SuiteContext): void {
  describe('watching mailboxes', () => {
    let watcher: MailboxWatcher;
    beforeEach(() => {
      watcher = context.harness.adapter.watcher();
    });
    afterEach(() => watcher.close());

    it('says when it watches, then tells of a delivery and of the folder it came to', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      await harness.deliver(address, 'Inbox/Projects', sampleMessage('before-watching'));
      const target = harness.target(address);
      const session = harness.adapter.open(target);
      const folder = await folderAt(session, 'Inbox/Projects');
      watcher.add(target);
      const events = eventsOf(watcher);
      await events.until(({ kind }) => kind === 'watching');
      await harness.deliver(address, 'Inbox/Projects', sampleMessage('while-watching'));
      const event = await events.until(({ kind }) => kind === 'changed');
      expect(event).toMatchObject({ accountId: target.accountId });
      expect([folder.remoteId, null]).toContain(event.kind === 'changed' ? event.folderRemoteId : undefined);
      await session.close();
    });

    it('watches several mailboxes and names the one that changed', async () => {
      const { harness } = context;
      const targets = [context.newMailbox(), context.newMailbox()].map((address) => harness.target(address));
      for (const { mailboxAddress } of targets) await harness.deliver(mailboxAddress, 'Inbox', sampleMessage('several'));
      const events = eventsOf(watcher);
      for (const target of targets) watcher.add(target);
      const unwatched = new Set(targets.map(({ accountId }) => accountId));
      await events.until(({ kind, accountId }) => kind === 'watching' && unwatched.delete(accountId) && unwatched.size === 0);
      for (const { accountId, mailboxAddress } of targets) {
        await harness.deliver(mailboxAddress, 'Inbox', sampleMessage('one-of-several'));
        await events.until((event) => event.kind === 'changed' && event.accountId === accountId);
      }
    });

    it('gives a mailbox up whose password or token is wrong, and says so', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      await harness.deliver(address, 'Inbox', sampleMessage('locked-out'));
      const { target } = harness.refused(address);
      watcher.add(target);
      const event = await eventsOf(watcher).until(({ kind }) => kind === 'interrupted');
      expect(event).toMatchObject({ accountId: target.accountId, error: { code: 'authentication-failed' } });
    });

    it('ends its events when closed', async () => {
      const { harness } = context;
      const address = context.newMailbox();
      await harness.deliver(address, 'Inbox', sampleMessage('closing'));
      watcher.add(harness.target(address));
      const events = eventsOf(watcher);
      await events.until(({ kind }) => kind === 'watching');
      const next = events.next();
      await watcher.close();
      await expect(next).resolves.toMatchObject({ done: true });
    });
  });
}

interface EventReader {
  next(): Promise<IteratorResult<WatchEvent>>;
  /** The next event of this sort; earlier ones are passed over. */
  until(matches: (event: WatchEvent) => boolean): Promise<WatchEvent>;
}

function eventsOf(watcher: MailboxWatcher): EventReader {
  const iterator = watcher.events[Symbol.asyncIterator]();
  return {
    next: () => iterator.next(),
    async until(matches) {
      for (;;) {
        const next = await iterator.next();
        if (next.done) throw new Error('The watcher ended.');
        if (matches(next.value)) return next.value;
      }
    },
  };
}

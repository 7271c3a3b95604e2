import { MailError } from '@mailroom/mail-adapter';
import { EventQueue } from './event-queue';

describe('events on their way', () => {
  it('are kept once each, however often they happen before someone takes them', async () => {
    const queue = new EventQueue();
    const error = new MailError('unavailable');
    for (let round = 0; round < 1_000; round++) {
      queue.push({ kind: 'interrupted', accountId: 'a', error });
      queue.push({ kind: 'watching', accountId: 'a' });
      for (const folderRemoteId of ['f', 'g', null]) queue.push({ kind: 'changed', accountId: 'a', folderRemoteId });
    }
    queue.push({ kind: 'changed', accountId: 'b', folderRemoteId: 'f' });
    const taken: unknown[] = [];
    for await (const event of queue) if (taken.push(event) === 5) break;
    expect(taken).toEqual([
      { kind: 'changed', accountId: 'a', folderRemoteId: 'f' },
      { kind: 'changed', accountId: 'a', folderRemoteId: 'g' },
      { kind: 'changed', accountId: 'a', folderRemoteId: null },
      { kind: 'watching', accountId: 'a' },
      { kind: 'changed', accountId: 'b', folderRemoteId: 'f' },
    ]);
  });
});

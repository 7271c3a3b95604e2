import { ConnectedMailbox, mail } from '../testing/connected-mailbox';

describe('a connected mailbox', () => {
  let mailbox: ConnectedMailbox;
  afterEach(() => mailbox.close());

  it('is imported whole, inbox and all, and then live', async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      server.addFolder('projects', 'Projects', { parent: 'inbox' });
      server.addFolder('junk', 'Junk', { role: 'junk' });
      for (let i = 10; i < 35; i++) server.deliver('inbox', mail(`Message ${i}`));
      server.deliver('projects', mail('Plan'));
      server.deliver('junk', mail('Buy now'));
    });
    await mailbox.untilLive();
    const expected = Array.from({ length: 25 }, (_, index) => `Inbox: Message ${index + 10}`);
    expect(await mailbox.messages()).toEqual([...expected, 'Inbox/Projects: Plan']);
  });
});

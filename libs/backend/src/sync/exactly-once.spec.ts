import { MailError } from '@mailroom/mail-adapter';
import { AtomicWriter, type Statement } from '../store/atomic-writer';
import { Synchroniser } from '../sync/synchroniser';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import type { MemoryMailServer } from '../testing/memory-mail-server';

class Crash extends Error {}

/** The process dies at its n-th write from now on: before it, or just after it was committed. */
function crashAt(mailbox: ConnectedMailbox, nth: number, moment: 'before' | 'after'): { happened: Promise<void>; restore(): void } {
  const writer = mailbox.app.app.get(AtomicWriter);
  const write = writer.write.bind(writer);
  let count = 0;
  let died = (): void => undefined;
  const happened = new Promise<void>((resolve) => {
    died = resolve;
  });
  writer.write = async (statements: readonly Statement[]): Promise<void> => {
    count += 1;
    if (count < nth) return write(statements);
    if (count === nth && moment === 'after') await write(statements);
    died();
    throw new Crash('The process died.');
  };
  return {
    happened,
    restore: () => {
      writer.write = write;
    },
  };
}

describe('an import that is interrupted', () => {
  const expected = Array.from({ length: 23 }, (_, index) => `Inbox: Message ${index + 10}`);

  it.each(['before', 'after'] as const)(
    '%s any of its writes goes on without losing or doubling a message',
    async (moment) => {
      for (let nth = 1; nth <= 12; nth++) {
        const mailbox = await ConnectedMailbox.start();
        const count = async (from: string) =>
          Number((await mailbox.rows<{ count: unknown }>(`SELECT COUNT(*) AS count FROM ${from}`))[0]?.count);
        try {
          await mailbox.untilLive();
          for (let i = 10; i < 33; i++) mailbox.server.deliver('inbox', mail(`Message ${i}`), { quietly: true });
          const crash = crashAt(mailbox, nth, moment);
          mailbox.server.notify('inbox');
          const survived = mailbox.untilMessages(...expected).then(() => 'survived');
          const outcome = await Promise.race([crash.happened, survived]);
          await mailbox.kill();
          crash.restore();
          mailbox.app.app.get(Synchroniser, { strict: false }).wake(mailbox.accountId);
          await mailbox.untilMessages(...expected);
          expect(await mailbox.rows("SELECT message_count FROM mail_folder WHERE role = 'inbox'")).toEqual([{ message_count: 23 }]);
          expect(await count(`mail_outbox_event WHERE type = 'email.received'`)).toBe(23);
          expect(await count('mail_message_address')).toBe(46);
          const found = await mailbox.app.call('anna', 'GET', '/emails?q=message&limit=100');
          expect(found.body['items']).toHaveLength(23);
          if (outcome === 'survived') break;
        } finally {
          await mailbox.close();
        }
      }
    },
    60_000,
  );
});

describe('an import one of whose writes fails', () => {
  const expected = Array.from({ length: 23 }, (_, index) => `Inbox: Message ${index + 10}`);

  it('goes on without losing or doubling a message, whichever it is', async () => {
    for (let nth = 1, hasFailed = true; hasFailed; nth++) {
      const mailbox = await ConnectedMailbox.start();
      try {
        await mailbox.untilLive();
        for (let i = 10; i < 33; i++) mailbox.server.deliver('inbox', mail(`Message ${i}`), { quietly: true });
        const writer = mailbox.app.app.get(AtomicWriter);
        const write = writer.write.bind(writer);
        let count = 0;
        writer.write = (statements: readonly Statement[]) =>
          ++count === nth ? Promise.reject(new Error('The database is away for a moment.')) : write(statements);
        mailbox.server.notify('inbox');
        await mailbox.untilMessages(...expected);
        await mailbox.until(async () => (await mailbox.rows('SELECT 1 FROM mail_early_message')).length === 0);
        expect(await mailbox.rows("SELECT message_count FROM mail_folder WHERE role = 'inbox'")).toEqual([{ message_count: 23 }]);
        hasFailed = count >= nth;
      } finally {
        await mailbox.close();
      }
    }
  }, 60_000);
});

describe('a message that was stored ahead of its page’s cursor', () => {
  it.each([
    ['page', () => undefined],
    ['comparison', (server: MemoryMailServer) => server.fail('changes', new MailError('cursor-invalid'))],
  ])(
    'is forgotten when it is gone before the %s is begun again',
    async (_, prepare) => {
      let vanished = 0;
      for (let nth = 2, survived = false; !survived; nth++) {
        const mailbox = await ConnectedMailbox.start();
        try {
          await mailbox.untilLive();
          for (let i = 10; i < 33; i++) mailbox.server.deliver('inbox', mail(`Message ${i}`), { quietly: true });
          prepare(mailbox.server);
          const crash = crashAt(mailbox, nth, 'before');
          mailbox.server.notify('inbox');
          const all = mailbox
            .untilMessages(...Array.from({ length: 23 }, (_, index) => `Inbox: Message ${index + 10}`))
            .then(() => 'survived');
          survived = (await Promise.race([crash.happened, all])) === 'survived';
          await mailbox.kill();
          crash.restore();
          const stored = await mailbox.rows<{ remote_id: string; subject: string }>(
            'SELECT remote_id, subject FROM mail_message ORDER BY seq',
          );
          const [folder] = await mailbox.rows<{ sync_cursor: string | null }>("SELECT sync_cursor FROM mail_folder WHERE role = 'inbox'");
          // The server in memory numbers its messages as it numbers its changes.
          const gone = stored.find(({ remote_id }) => Number(remote_id.slice(1)) > parseInt(folder?.sync_cursor ?? '0'));
          if (gone) mailbox.server.folder('inbox').vanish(gone.remote_id);
          vanished += gone ? 1 : 0;
          mailbox.app.app.get(Synchroniser, { strict: false }).wake(mailbox.accountId);
          const left = Array.from({ length: 23 }, (_, index) => `Message ${index + 10}`).filter((subject) => subject !== gone?.subject);
          await mailbox.untilMessages(...left.map((subject) => `Inbox: ${subject}`));
          await mailbox.until(
            async () =>
              (await mailbox.rows('SELECT 1 FROM mail_early_message early JOIN mail_message ON id = message_id WHERE departed_at IS NULL'))
                .length === 0,
          );
        } finally {
          await mailbox.close();
        }
      }
      expect(vanished).toBeGreaterThan(1);
    },
    60_000,
  );
});

describe('an error that its process died of', () => {
  it('is shown until the next process gets on', async () => {
    const mailbox = await ConnectedMailbox.start();
    const error = async () => (await mailbox.rows<{ error_code: string | null }>('SELECT error_code FROM mail_account'))[0]?.error_code;
    try {
      await mailbox.untilLive();
      await mailbox.kill();
      await mailbox.rows(`UPDATE mail_account SET error_code = 'connection-lost', error_message = 'Lost.', error_since = 1`);
      mailbox.app.app.get(Synchroniser, { strict: false }).wake(mailbox.accountId);
      await mailbox.until(async () => (await error()) === null);
    } finally {
      await mailbox.close();
    }
  });
});

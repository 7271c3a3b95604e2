import { Injectable } from '@nestjs/common';
import { MailError } from '@mailroom/mail-adapter';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { OutboxRepository } from '../events/outbox-repository';
import { HostEventDelivery } from './host-event-delivery';
import { MailEventHandler, type MailFact } from './mail-event-handler';

/** A host that writes down what it hears, and fails when it is told to. */
function listeningHost() {
  const heard: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  let failures = 0;
  @Injectable()
  class Handler extends MailEventHandler {
    override handle(event: MailFact): Promise<void> {
      if (failures > 0) {
        failures -= 1;
        heard.push('failed');
        return Promise.reject(new Error('The CRM is busy.'));
      }
      heard.push(event.type === 'email.received' ? event.email.subject : event.type);
      for (const { count, resolve } of waiting) if (heard.length >= count) resolve();
      return Promise.resolve();
    }
  }
  return {
    Handler,
    heard,
    failNext: (): void => {
      failures = 1;
    },
    until: (count: number): Promise<void> =>
      new Promise((resolve) => {
        waiting.push({ count, resolve });
        if (heard.length >= count) resolve();
      }),
  };
}

describe('a host that listens', () => {
  let mailbox: ConnectedMailbox;
  afterEach(() => mailbox.close());

  const connect = async (host: ReturnType<typeof listeningHost>): Promise<void> => {
    mailbox = await ConnectedMailbox.start((server) => server.deliver('inbox', mail('Old')), { events: host.Handler });
    await mailbox.untilLive();
  };

  it('hears of everything in its order, and again of what it could not handle', async () => {
    const host = listeningHost();
    await connect(host);
    await host.until(1);
    host.failNext();
    for (const subject of ['One', 'Two', 'Three']) mailbox.server.deliver('inbox', mail(subject));
    await host.until(5);
    expect(host.heard).toEqual(['email.imported', 'failed', 'One', 'Two', 'Three']);
  });

  it('misses nothing that happened before it came, however long ago, while it had not said so', async () => {
    const host = listeningHost();
    await connect(host);
    await host.until(1);
    // The host has it before that is written down.
    const untold = async () => (await mailbox.rows('SELECT 1 FROM mail_outbox_event WHERE told_at IS NULL')).length;
    while ((await untold()) > 0) await mailbox.app.call('anna', 'GET', '/accounts');
    await mailbox.rows('UPDATE mail_outbox_event SET told_at = NULL, created_at = 1');
    await mailbox.app.app.get(OutboxRepository, { strict: false }).purge(Date.now());
    await host.until(2);
    expect(host.heard).toEqual(['email.imported', 'email.imported']);
    await mailbox.app.app.get(HostEventDelivery, { strict: false }).beforeApplicationShutdown();
    await mailbox.app.app.get(OutboxRepository, { strict: false }).purge(Date.now());
    expect(await mailbox.rows('SELECT 1 FROM mail_outbox_event')).toEqual([]);
  });

  it('is told once that somebody must act, not as often as it is tried', async () => {
    const host = listeningHost();
    await connect(host);
    const ended = mailbox.untilStopped();
    mailbox.server.fail('changes', new MailError('authentication-failed'));
    mailbox.server.notify('inbox');
    await ended;
    await host.until(2);
    expect(host.heard).toEqual(['email.imported', 'account.needs-attention']);
    const [event] = await mailbox.rows<{ payload: string }>(`SELECT payload FROM mail_outbox_event WHERE type = 'account.needs-attention'`);
    expect(JSON.parse(event?.payload ?? '{}')).toMatchObject({
      ...{ accountId: mailbox.accountId, emailAddress: 'anna@example.com' },
      error: { code: 'authentication-failed', remedy: expect.any(String) as string },
    });
  });
});

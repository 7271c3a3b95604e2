import type { EmailHealth, HealthHour, Reconciliation } from '@mailroom/contract';
import { ArrivalMeter } from '../health/arrival-meter';
import { HealthHours } from '../health/health-hours';
import { StaleSyncReader } from '../health/stale-sync-reader';
import { MailMetrics } from '../metrics/mail-metrics';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { createDatabase, serviceDatabases } from '../testing/service-databases';

describe.each(serviceDatabases)('accounting for every message on $title', (service) => {
  let mailbox: ConnectedMailbox;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const created = await createDatabase(service);
    drop = () => created.drop();
    mailbox = await ConnectedMailbox.start(
      (server) => {
        for (let index = 0; index < 25; index++) server.deliver('inbox', mail(`Letter ${index}`));
      },
      { database: service.options },
    );
    await mailbox.untilLive();
  });
  afterAll(async () => {
    await mailbox.close();
    await drop();
  });

  const reconcile = async (query = ''): Promise<Reconciliation> =>
    (await mailbox.app.call('anna', 'POST', `/accounts/${mailbox.accountId}/reconcile${query}`)).body as unknown as Reconciliation;
  const health = async <Body>(query: string): Promise<Body> =>
    (await mailbox.app.call('admin', 'GET', `/email-health${query}`)).body as Body;

  it('finds ten messages that were removed by hand, and brings back just those', async () => {
    const rows = await mailbox.rows<{ id: string; seq: number }>('SELECT id, seq FROM mail_message ORDER BY id LIMIT 10');
    const ids = rows.map(({ id }) => `'${id}'`).join(', ');
    await mailbox.rows(`DELETE FROM mail_search WHERE message_seq IN (${rows.map(({ seq }) => seq).join(', ')})`);
    await mailbox.rows(`DELETE FROM mail_message_address WHERE message_id IN (${ids})`);
    await mailbox.rows(`DELETE FROM mail_message WHERE id IN (${ids})`);
    expect(await reconcile()).toMatchObject({ missingCount: 10, surplusCount: 0, readFlagCount: 0, indexCount: 0 });
    expect(await reconcile('?repair=true')).toMatchObject({ missingCount: 10, repair: 'done' });
    expect(await reconcile()).toMatchObject({ missingCount: 0 });
    expect(mailbox.server.fetched).toHaveLength(35);
    const { body } = await mailbox.app.call('anna', 'GET', '/emails?q=from:ben%20letter%20has:file&limit=200');
    expect(body['items']).toEqual([]);
    expect((await mailbox.app.call('anna', 'GET', '/emails?q=from:ben%20letter')).body['items']).toHaveLength(25);
  });

  it('tells how every account fares, and the hours that are over', async () => {
    expect(await health<EmailHealth>('?state=healthy&q=anna')).toMatchObject({
      items: [{ importedCount: 25, serverCount: 25, lastReconciliation: { trigger: 'person' } }],
      totals: { accounts: 1, importedCount: 25, unaccountedCount: 0 },
    });
    const { app } = mailbox.app;
    await app.get(ArrivalMeter, { strict: false }).flush();
    const hours = app.get(HealthHours, { strict: false });
    const later = Date.now() + 65 * 60_000;
    const before: HealthHour[] = await hours.history(3, undefined, later);
    await hours.summarise(later);
    await hours.summarise(later);
    expect(await hours.history(3, undefined, later)).toEqual(before);
    expect(before.reduce((sum, { storedCount }) => sum + storedCount, 0)).toBe(35);
    expect(await app.get(StaleSyncReader, { strict: false }).read()).toEqual({ live: 1, stale: 0 });
    expect(await app.get(MailMetrics, { strict: false }).text()).toContain('mailroom_unaccounted_messages 0\n');
  });
});

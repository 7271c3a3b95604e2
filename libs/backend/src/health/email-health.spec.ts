import type { AccountHealth, EmailHealth, HealthHour } from '@mailroom/contract';
import { ConnectedMailbox, mail } from '../testing/connected-mailbox';
import { ArrivalMeter } from './arrival-meter';
import { HealthHours } from './health-hours';
import { MailMetrics } from '../metrics/mail-metrics';

describe('the health of email', () => {
  let mailbox: ConnectedMailbox;
  beforeEach(async () => {
    mailbox = await ConnectedMailbox.start((server) => {
      for (const subject of ['One', 'Two']) server.deliver('inbox', mail(subject), { receivedAt: new Date(Date.UTC(2026, 0, 5)) });
    });
    await mailbox.untilLive();
  });
  afterEach(() => mailbox.close());

  const get = async <Body>(query: string): Promise<Body> => {
    const { status, body } = await mailbox.app.call('admin', 'GET', `/email-health${query}`);
    expect(status).toBe(200);
    return body as Body;
  };
  const list = async (query = ''): Promise<AccountHealth[]> => (await get<EmailHealth>(query)).items;
  const change = (columns: string) => mailbox.rows(`UPDATE mail_account SET ${columns}`);

  it('says of every account whose it is and how it fares, and nothing of its emails', async () => {
    const [account, ...others] = await list();
    expect(others).toEqual([]);
    expect(account).toMatchObject({
      ...{ accountId: mailbox.accountId, mailboxAddress: 'anna@example.com', ownerName: 'anna', providerName: 'Example' },
      ...{ phase: 'live', state: 'healthy', serverCount: 2, importedCount: 2, skippedCount: 0, backlog: 0 },
      ...{ lastMessageAt: '2026-01-05T00:00:00.000Z', lastError: null },
    });
    expect(JSON.stringify(account)).not.toMatch(/secret|One|Two/);
  });

  it('tells the accounts apart by state, by phase and by address', async () => {
    const states: [string, string][] = [
      ["phase = 'needs-attention', error_code = 'authentication-failed'", 'needs-attention'],
      ["phase = 'live', error_code = 'unavailable'", 'delayed'],
      ["phase = 'live', error_code = NULL, last_sync_at = 1", 'delayed'],
      ["phase = 'backfilling'", 'importing'],
      ["phase = 'paused'", 'resting'],
    ];
    await mailbox.runners.stopAll();
    for (const [columns, state] of states) {
      await change(columns);
      expect(await list(`?state=${state}`)).toMatchObject([{ state }]);
      expect(await list('?state=healthy')).toEqual([]);
    }
    expect(await list('?phase=paused&q=NA@EX')).toHaveLength(1);
    for (const query of ['?phase=live', '?q=ben', '?q=%25', '?q=_nna']) expect(await list(query)).toEqual([]);
  });

  it('goes page by page', async () => {
    for (const name of ['ben', 'carl', 'dora']) {
      await mailbox.app.call('anna', 'POST', '/accounts', { emailAddress: `${name}@example.com`, password: 'secret' });
    }
    const first = await get<EmailHealth>('?limit=3');
    const second = await get<EmailHealth>(`?limit=3&cursor=${first.nextCursor ?? ''}`);
    expect(new Set([...first.items, ...second.items].map(({ accountId }) => accountId)).size).toBe(4);
    expect(second.nextCursor).toBeNull();
  });

  it('keeps hours of arrivals, of one account and of all, also once an hour is summed up', async () => {
    mailbox.server.deliver('inbox', mail('New'), { receivedAt: new Date(Date.now() + 1) });
    await mailbox.untilMessages('Inbox: New', 'Inbox: One', 'Inbox: Two');
    const app = mailbox.app.app;
    await app.get(ArrivalMeter, { strict: false }).flush();
    const hours = app.get(HealthHours, { strict: false });
    const last = async (query: string): Promise<HealthHour | undefined> =>
      (await get<{ items: HealthHour[] }>(`/history?hours=2${query}`)).items.findLast(({ storedCount }) => storedCount > 0);
    for (const query of ['', `&accountId=${mailbox.accountId}`]) {
      expect(await last(query)).toMatchObject({ receivedCount: 1, storedCount: 3, p95LagMs: expect.any(Number) as number });
    }
    const later = Date.now() + 60 * 60_000 + 5 * 60_000;
    const before = await hours.history(3, undefined, later);
    await hours.summarise(later);
    await hours.summarise(later);
    expect(await hours.history(3, undefined, later)).toEqual(before);
    expect(await mailbox.rows(`SELECT 1 FROM mail_health_hour WHERE account_id = ''`)).toHaveLength(1);
    await hours.summarise(later + 9 * 24 * 60 * 60_000);
    expect(await mailbox.rows('SELECT 1 FROM mail_health_hour')).toEqual([]);
  });

  it('is a figure of the account, too', async () => {
    mailbox.server.deliver('inbox', mail('New'), { receivedAt: new Date(Date.now() + 1) });
    await mailbox.untilMessages('Inbox: New', 'Inbox: One', 'Inbox: Two');
    await mailbox.app.app.get(ArrivalMeter, { strict: false }).flush();
    const { body } = await mailbox.app.call('anna', 'GET', `/accounts/${mailbox.accountId}/sync-status`);
    expect(body['freshness']).toMatchObject({ messages: 1 });
  });

  it('is read by Prometheus, which hears of nobody, and at once when a message is unaccounted for', async () => {
    const metrics = mailbox.app.app.get(MailMetrics, { strict: false });
    await mailbox.rows(`UPDATE mail_folder SET server_count = 3 WHERE role = 'inbox'`);
    const text = await metrics.text();
    expect(text).toContain('mailroom_unaccounted_messages 1\n');
    expect(text).toContain('mailroom_accounts{phase="live"} 1\n');
    expect(text).toContain('mailroom_messages 2\n');
    expect(text).toMatch(/mailroom_freshness_seconds_bucket\{le="1"\} \d/);
    expect(text).not.toMatch(/anna|example/);
  });
});

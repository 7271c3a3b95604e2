import { MatMenuHarness } from '@angular/material/menu/testing';
import { type AccountHealth, type EmailHealth, type HealthHour } from '@mailroom/contract';
import { stubResizeObserver } from '../../communication-panel/testing/stub-resize-observer';
import { anAccountHealth } from '../../testing/samples';
import { Screen } from '../../testing/screen';
import { type ChartDescription } from './chart-options';
import { EmailHealthPage } from './email-health-page';
import { LOAD_CHART_ENGINE } from './hour-chart';

const hour = (at: string, change: Partial<HealthHour> = {}): HealthHour => ({
  ...{ hour: at, receivedCount: 12, storedCount: 40, p50LagMs: 300, p95LagMs: 900 },
  ...change,
});
const expired = { code: 'password-expired', message: 'Expired.', remedy: 'Change it.', since: '2026-01-01T00:00:00Z' };

describe('Email health', () => {
  stubResizeObserver();
  const drawn: unknown[] = [];
  let screen: Screen<EmailHealthPage>;

  const page = (items: AccountHealth[], change: Partial<EmailHealth> = {}): EmailHealth => ({
    ...{ items, nextCursor: null },
    totals: {
      ...{ accounts: items.length, importedCount: 12_480, skippedCount: 3, backlog: 250, unaccountedCount: 0 },
      byState: { healthy: items.length, importing: 0, delayed: 0, 'needs-attention': 1, resting: 0 },
    },
    ...change,
  });
  const show = async (items: AccountHealth[], change: Partial<EmailHealth> = {}): Promise<void> => {
    drawn.length = 0;
    const chart = { setOption: (options: ChartDescription) => drawn.push(options), resize: jest.fn(), dispose: jest.fn() };
    screen = Screen.show(EmailHealthPage, {
      who: 'administrator',
      providers: [{ provide: LOAD_CHART_ENGINE, useValue: () => Promise.resolve(() => chart) }],
    });
    await screen.answer('GET /api/mail/listener', { status: 'running', instances: [], queueDepth: 0 });
    await screen.answer('GET /api/mail/email-health', page(items, change));
  };
  const showHistory = (...hours: HealthHour[]): Promise<void> => screen.answer('GET /api/mail/email-health/history', { items: hours });

  it('tells of every account its state, its figures, its error, and who can mend it', async () => {
    await show([
      anAccountHealth({ backlog: 250, lagMs: 640 }),
      anAccountHealth({ accountId: 'a2', ownerName: 'Ben Novak', phase: 'needs-attention', state: 'needs-attention', lastError: expired }),
      anAccountHealth({ accountId: 'a3', kind: 'impersonated', phase: 'needs-attention', state: 'needs-attention', lastError: expired }),
      anAccountHealth({ accountId: 'a4', state: 'delayed' }),
    ]);
    expect(screen.text()).toContain('Up to date 7 250 640 ms');
    expect(screen.text()).toContain('Expired. Change it. Ben Novak can reconnect it under Profile > Email accounts.');
    expect(screen.text()).toContain('The MS Exchange integration opens this mailbox: test it there with this address.');
    expect(screen.text()).toContain('Delayed');
    expect(screen.text()).toContain('Still to import 250');
  });

  it('draws what arrived and how long it took, and has both as tables', async () => {
    await show([anAccountHealth()]);
    await showHistory(hour('2026-01-01T10:00:00Z'), hour('2026-01-01T11:00:00Z', { receivedCount: 30, p95LagMs: null }));
    expect(drawn).toHaveLength(2);
    expect(drawn[0]).toMatchObject({ series: [{ type: 'bar', data: [12, 30] }] });
    expect(drawn[1]).toMatchObject({ series: [{ type: 'line', data: [900, null] }] });
    expect(screen.element('[role=img]').getAttribute('aria-label')).toBe('Emails received an hour: Newest 30, highest 30');
    expect(screen.element('mailroom-hour-chart:last-of-type tbody').textContent).toMatch(/900 ms.*–/s);
  });

  it('looks back over a week', async () => {
    await show([anAccountHealth()]);
    await showHistory(hour('2026-01-01T10:00:00Z'));
    screen.element<HTMLElement>('mat-button-toggle:last-of-type button').click();
    const call = await screen.call('GET /api/mail/email-health/history');
    expect(call.request.params.get('hours')).toBe('168');
  });

  it('is narrowed to a state', async () => {
    await show([anAccountHealth()]);
    screen.element<HTMLElement>('mat-chip-option.bad button').click();
    const call = await screen.call('GET /api/mail/email-health');
    expect(call.request.params.get('state')).toBe('needs-attention');
    call.flush(page([], { totals: page([anAccountHealth()]).totals }));
    await screen.settle();
    expect(screen.text()).toContain('No account is like that');
  });

  it('pauses and resumes an account, and shows it as it is then', async () => {
    await show([anAccountHealth()]);
    await (await screen.loader.getHarness(MatMenuHarness)).clickItem({ text: /Pause/ });
    (await screen.call('POST /api/mail/email-health/a1/pause')).flush({});
    await screen.answer('GET /api/mail/email-health', page([anAccountHealth({ phase: 'paused', state: 'resting' })]));
    expect(screen.text()).toContain('Paused');
    await (await screen.loader.getHarness(MatMenuHarness)).clickItem({ text: /Resume/ });
    await screen.call('POST /api/mail/email-health/a1/resume');
  });

  it('says why an action did not work', async () => {
    await show([anAccountHealth()]);
    await (await screen.loader.getHarness(MatMenuHarness)).clickItem({ text: /Sync now/ });
    const problem = { type: 'about:blank', title: 'Gone', status: 409, code: 'gone', detail: 'It is being deleted.' };
    await screen.answer('POST /api/mail/email-health/a1/sync', problem, 409);
    expect(screen.text()).toContain('It is being deleted.');
  });

  it.each([
    ['none', true],
    ['done', false],
  ] as const)('tells what the last comparison with the server found, until it is mended (%s)', async (repair, isTold) => {
    const counts = { missingCount: 10, surplusCount: 0, readFlagCount: 0, indexCount: 0 };
    const lastReconciliation = { finishedAt: '2026-01-01T03:00:00Z', trigger: 'nightly' as const, repair, ...counts };
    await show([anAccountHealth({ lastReconciliation })]);
    expect(screen.text().includes('10 missing in the CRM')).toBe(isTold);
  });

  it('has a way on where there is no account yet', async () => {
    await show([]);
    expect(screen.text()).toContain('No email account yet');
  });
});

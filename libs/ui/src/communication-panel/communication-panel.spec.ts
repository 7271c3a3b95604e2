import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { type Account, type EmailListItem } from '@mailroom/contract';
import { setImmediate } from 'node:timers/promises';
import { CommunicationPanelHarness } from '../../testing/src/communication-panel-harness';
import { fakeEventSource } from '../testing/mailroom-testing';
import { anAccount, aSyncStatus } from '../testing/samples';
import { Screen } from '../testing/screen';
import { CommunicationPanel } from './communication-panel';
import { stubResizeObserver } from './testing/stub-resize-observer';

const item = (id: string, change: Partial<EmailListItem> = {}): EmailListItem => ({
  ...{ id, accountId: 'a1', folderId: null, threadId: id, internetMessageId: null, subject: `Subject ${id}`, to: [] },
  ...{ from: { name: 'Jonas', address: 'jonas@example.com' }, receivedAt: '2026-03-01T12:00:00Z', isRead: false },
  ...{ hasAttachments: false, preview: '', size: 1, contactIds: [] },
  ...change,
});

describe('The communication panel, as a host’s test meets it', () => {
  fakeEventSource();

  /** What the API answers, until nothing more is asked. */
  const answers = (accounts: Account[]): Record<string, object> => ({
    '/api/mail/accounts': { items: accounts, nextCursor: null },
    '/api/mail/accounts/a1/sync-status': aSyncStatus(),
    '/api/mail/accounts/a1/folders': { items: [] },
    '/api/mail/drafts': { items: [], nextCursor: null },
    '/api/mail/emails': { items: [item('e1'), item('e2', { isRead: true })], nextCursor: null },
  });
  const show = async (accounts: Account[]): Promise<CommunicationPanelHarness> => {
    stubResizeObserver();
    localStorage.clear();
    // jsdom lays nothing out; the list shows what fits into its height.
    Object.defineProperty(HTMLElement.prototype, 'clientHeight', { configurable: true, value: 800 });
    const screen = Screen.show(CommunicationPanel);
    for (let quiet = 0; quiet < 3;) {
      screen.fixture.detectChanges();
      await setImmediate();
      const requests = screen.http.match(() => true);
      for (const request of requests) request.flush(answers(accounts)[request.request.url] ?? {});
      quiet = requests.length === 0 ? quiet + 1 : 0;
    }
    return TestbedHarnessEnvironment.harnessForFixture(screen.fixture, CommunicationPanelHarness);
  };

  it('asks for a first mailbox', async () => {
    const panel = await show([]);
    expect(await panel.asksForMailbox()).toBe(true);
  });

  it('lists, searches and begins a message', async () => {
    const panel = await show([anAccount()]);
    const list = await panel.getList();
    expect(await list.getSubjects()).toEqual(['Subject e2', 'Subject e1']);
    expect(await Promise.all((await list.getRows()).map((row) => row.isUnread()))).toEqual([false, true]);
    const [second] = await list.getRows({ subject: 'Subject e2' });
    await second?.toggleMark();
    expect(await second?.isMarked()).toBe(true);
    const composer = await panel.write();
    expect(await composer.getTitle()).toBe('New message');
    await composer.send();
    expect(await composer.getObstacle()).toContain('at least one recipient');
  });
});

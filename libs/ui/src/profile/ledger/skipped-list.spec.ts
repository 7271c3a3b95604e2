import { ActivatedRoute, convertToParamMap } from '@angular/router';
import { type SkippedMessage } from '@mailroom/contract';
import { fakeEventSource } from '../../testing/mailroom-testing';
import { Screen } from '../../testing/screen';
import { SkippedList } from './skipped-list';

const skipped = (id: string, reason: string, detail = ''): SkippedMessage => ({
  ...{ id, folderId: 'f1', folderPath: 'Inbox/Projects', reason, detail },
  ...{ count: 1, receivedAt: null, skippedAt: '2026-01-01T00:00:00Z' },
});

describe('Emails that were not imported', () => {
  fakeEventSource();
  let screen: Screen<SkippedList>;

  const show = async (items: SkippedMessage[], nextCursor: string | null = null): Promise<void> => {
    const route = { snapshot: { paramMap: convertToParamMap({ accountId: 'a1' }) } };
    screen = Screen.show(SkippedList, { providers: [{ provide: ActivatedRoute, useValue: route }] });
    await screen.answer('GET /api/mail/accounts/a1/skipped', { items, nextCursor });
  };

  it('say where they are, why they are missing, and what can be done', async () => {
    await show([skipped('1', 'before-start-date'), skipped('2', 'item-unreadable'), skipped('3', 'blocked', 'Its sender is blocked.')]);
    expect(screen.text()).toContain('Inbox/Projects received unknown');
    expect(screen.text()).toContain('It was received before the date from which this account imports. Choose an earlier date');
    expect(screen.text()).toContain('The mail server could not give this message.');
    expect(screen.text()).toContain('Its sender is blocked.');
  });

  it('begin with whole folders that are not imported', async () => {
    await show([{ ...skipped('1', 'folder-not-selected'), count: 1_204, skippedAt: null }]);
    expect(screen.text()).toContain('Inbox/Projects 1,204 emails This folder is not imported.');
  });

  it('are listed page by page', async () => {
    await show([skipped('1', 'before-start-date')], 'next');
    await screen.press('Show more');
    const call = await screen.call('GET /api/mail/accounts/a1/skipped');
    expect(call.request.params.get('cursor')).toBe('next');
    call.flush({ items: [skipped('2', 'item-unreadable')], nextCursor: null });
    await screen.settle();
    expect(document.querySelectorAll('li')).toHaveLength(2);
  });

  it('are none when nothing is missing', async () => {
    await show([]);
    expect(screen.text()).toContain('Nothing is missing');
  });

  it('can be asked for again after an error', async () => {
    const route = { snapshot: { paramMap: convertToParamMap({ accountId: 'a1' }) } };
    screen = Screen.show(SkippedList, { providers: [{ provide: ActivatedRoute, useValue: route }] });
    const problem = { type: 'about:blank', title: 'Busy', status: 503, code: 'busy', detail: 'Busy.' };
    await screen.answer('GET /api/mail/accounts/a1/skipped', problem, 503);
    expect(screen.text()).toContain('Busy.');
    await screen.press('Try again');
    await screen.answer('GET /api/mail/accounts/a1/skipped', { items: [], nextCursor: null });
    expect(screen.text()).toContain('Nothing is missing');
  });
});

import { TestBed } from '@angular/core/testing';
import { ChangeDetectionStrategy, Component, inject } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { type FolderDifference, type Reconciliation } from '@mailroom/contract';
import { AccountsApi } from '../data-access/accounts-api';
import { Screen } from '../testing/screen';
import { ReconciliationDialog } from './reconciliation-dialog';

@Component({ template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Page {
  readonly dialog = inject(MatDialog);
}

const folder = (path: string, change: Partial<FolderDifference> = {}): FolderDifference => ({
  ...{ id: path, path, state: 'compared', serverCount: 120, importedCount: 118, skippedCount: 2 },
  ...{ missingCount: 0, surplusCount: 0, readFlagCount: 0, indexCount: 0, missing: [], surplus: [], readFlagDiffers: [] },
  ...change,
});
const compared = (folders: FolderDifference[], repair: Reconciliation['repair'] = 'none'): Reconciliation => ({
  ...{ accountId: 'a1', startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-01T00:00:09Z', repair, folders },
  missingCount: folders.reduce((sum, { missingCount }) => sum + missingCount, 0),
  ...{ surplusCount: 0, readFlagCount: 0, indexCount: 0 },
});
const url = 'POST /api/mail/accounts/a1/reconcile';
const gap = folder('Inbox', { missingCount: 10, missing: [{ remoteId: 'r1', receivedAt: '2026-01-01T00:00:00Z' }] });

describe('Comparing a mailbox with its server', () => {
  let screen: Screen<Page>;

  const open = (isOwn: boolean): void => {
    const accounts = TestBed.inject(AccountsApi);
    const reconcile = (repair: boolean) => accounts.reconcile('a1', repair);
    ReconciliationDialog.open(TestBed.inject(MatDialog), { address: 'anna@contoso.example', reconcile, isOwn });
  };
  const show = async (answer: Reconciliation, isOwn = true): Promise<void> => {
    screen = Screen.show(Page);
    open(isOwn);
    const call = await screen.call(url);
    expect(call.request.params.get('repair')).toBe('false');
    call.flush(answer);
    await screen.settle();
  };

  it('says so where nothing differs, and offers no repair', async () => {
    await show(compared([folder('Inbox'), folder('Junk', { state: 'not-selected' })]));
    expect(screen.text()).toContain('The CRM has exactly what the server has.');
    expect(screen.text()).toContain('Inbox 120 118 2 The same');
    expect(screen.text()).toContain('Not imported by choice');
    expect(await screen.hasButton('Repair')).toBe(false);
  });

  it('shows what is missing in each folder, those that differ first, and mends it', async () => {
    await show(compared([folder('Archive'), gap]));
    expect([...document.querySelectorAll('tbody th')].map(({ textContent }) => textContent)).toEqual(['Inbox', 'Archive']);
    expect(screen.text()).toContain('10 missing in the CRM');
    expect(screen.text()).toContain('Missing: received');
    await screen.press('Repair');
    const call = await screen.call(url);
    expect(call.request.params.get('repair')).toBe('true');
    call.flush(compared([gap], 'done'));
    await screen.settle();
    expect(screen.text()).toContain('Mended. Below is what was found.');
    expect(await screen.hasButton('Repair')).toBe(false);
  });

  it('says when so much is missing that it is imported anew', async () => {
    await show(compared([gap], 'continues'));
    expect(screen.text()).toContain('it is being imported now, beside new emails');
  });

  it('counts other people’s messages, and names none', async () => {
    await show(compared([gap]), false);
    expect(screen.text()).toContain('10 missing in the CRM');
    expect(screen.text()).not.toContain('Missing: received');
  });

  it('says why it did not work, and can be tried again', async () => {
    screen = Screen.show(Page);
    open(true);
    const problem = {
      type: 'about:blank',
      title: 'Busy',
      status: 503,
      code: 'busy',
      detail: 'The server is busy.',
      remedy: 'Wait a minute.',
    };
    await screen.answer(url, problem, 503);
    expect(screen.text()).toContain('The server is busy. Wait a minute.');
    await screen.press('Compare again');
    await screen.answer(url, compared([folder('Inbox')]));
    expect(screen.text()).toContain('exactly what the server has');
  });
});

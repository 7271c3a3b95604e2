import { provideLocationMocks } from '@angular/common/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { ActivatedRoute, convertToParamMap } from '@angular/router';
import { type Account, type Folder, openPolicy } from '@mailroom/contract';
import { fakeEventSource } from '../../testing/mailroom-testing';
import { anAccount, aSyncStatus } from '../../testing/samples';
import { Screen } from '../../testing/screen';
import { AccountSettings } from './account-settings';

const folder = (id: string, parentId: string | null, selected: boolean): Folder => ({
  ...{ id, path: id, name: id, role: null, selected, parentId },
  ...{ messageCount: 10, unreadCount: 0 },
});

describe('The settings of an email account', () => {
  fakeEventSource();
  let screen: Screen<AccountSettings>;

  const show = async (account: Partial<Account> = {}): Promise<void> => {
    const route = { snapshot: { paramMap: convertToParamMap({ accountId: 'a1' }) } };
    screen = Screen.show(AccountSettings, { providers: [provideLocationMocks(), { provide: ActivatedRoute, useValue: route }] });
    await screen.answer('GET /api/mail/accounts', { items: [anAccount(account)], nextCursor: null });
    await screen.answer(`GET /api/mail/accounts/${account.id ?? 'a1'}/sync-status`, aSyncStatus({ receive: account.receive ?? true }));
  };
  const showFolders = async (account: Partial<Account> = {}): Promise<void> => {
    await show(account);
    const items = [folder('Inbox', null, true), folder('Projects', 'Inbox', true), folder('Junk', null, false)];
    await screen.answer('GET /api/mail/accounts/a1/folders', { items });
  };
  const box = (label: RegExp): Promise<MatCheckboxHarness> => screen.loader.getHarness(MatCheckboxHarness.with({ label }));

  it('save what has changed, and nothing else', async () => {
    await showFolders({ isDefault: false });
    await screen.choose('Only those received since a date');
    await screen.enter('Since', '2026-01-31');
    await screen.enter('Signature', 'Anna Berger');
    await (await box(/^Send new emails/)).check();
    await screen.press('Save');
    await screen.press('Save and keep emails');
    const { request } = await screen.call('PATCH /api/mail/accounts/a1');
    expect(request.body).toEqual({ startDate: '2026-01-31', earlierEmails: 'keep', signature: 'Anna Berger', isDefault: true });
  });

  it('want a date where only newer emails are imported', async () => {
    await showFolders({ startDate: '2026-01-31T00:00:00.000Z' });
    expect(await (await screen.input('Since')).getValue()).toBe('2026-01-31');
    await screen.enter('Since', '');
    await screen.press('Save');
    expect(await screen.errorsOf('Since')).toEqual(['Enter a date.']);
    await screen.choose('All that the mailbox has');
    await screen.press('Save');
    expect((await screen.call('PATCH /api/mail/accounts/a1')).request.body).toEqual({ startDate: null });
  });

  it('choose a folder with those below it, and ask before emails go', async () => {
    await showFolders();
    await (await box(/^Inbox/)).uncheck();
    expect(screen.text()).toContain('0 folders with 0 emails are imported');
    await screen.press('Save');
    expect(screen.text()).toContain('Inbox: 10 emails');
    await screen.choose(/^Remove them/);
    await screen.press('Save and remove emails');
    const { request } = await screen.call('PUT /api/mail/accounts/a1/folders');
    expect(request.body).toEqual({
      items: [
        { id: 'Inbox', selected: false },
        { id: 'Projects', selected: false },
      ],
      whenDeselected: 'remove',
    });
  });

  it('keep what is here, unless its owner wants otherwise, when the mailbox begins later', async () => {
    await showFolders({ importedCount: 1_000 });
    await screen.choose('Only those received since a date');
    await screen.enter('Since', '2026-01-31');
    await screen.press('Save');
    expect(screen.text()).toContain('Emails received before Jan 31, 2026');
    await screen.press('Save and keep emails');
    const { request } = await screen.call('PATCH /api/mail/accounts/a1');
    expect(request.body).toEqual({ startDate: '2026-01-31', earlierEmails: 'keep' });
  });

  it('exclude what nobody should see in the CRM', async () => {
    await showFolders();
    await (await box(/^Private/)).check();
    await screen.press('Save');
    const { request } = await screen.call('PATCH /api/mail/accounts/a1');
    expect(request.body).toEqual({ exclusions: { addresses: [], domains: [], sensitivities: ['private'], maxSize: null } });
  });

  describe('of a mailbox that the organisation manages', () => {
    const folders = { roles: [], paths: ['inbox'] };

    it('offer the folders that its policy allows, with those in them', async () => {
      await showFolders({ managedBy: 'organisation', policy: { ...openPolicy, folders } });
      expect(screen.text()).toContain('You may import less than your organisation allows.');
      expect(await (await box(/^Projects/)).isDisabled()).toBe(false);
      expect(await (await box(/^Junk/)).isDisabled()).toBe(true);
    });

    it('are only shown where its policy decides for all', async () => {
      await showFolders({ managedBy: 'organisation', policy: { ...openPolicy, folders, usersMayTighten: false } });
      expect(screen.text()).toContain('What is imported is decided for all.');
      expect(await (await box(/^Inbox/)).isDisabled()).toBe(true);
      expect(screen.text()).not.toContain('Never import');
    });
  });

  it('have nothing about sending where nothing can be sent', async () => {
    await showFolders({ send: false });
    expect(screen.text()).not.toContain('Signature');
  });

  it('have nothing about importing where nothing is received', async () => {
    await show({ receive: false });
    expect(screen.text()).toContain('Signature');
    expect(screen.text()).not.toContain('Folders to import');
    screen.http.expectNone('/api/mail/accounts/a1/folders');
  });

  it('ask before they are left unsaved', async () => {
    await showFolders();
    expect(screen.fixture.componentInstance.mayLeave()).toBe(true);
    await screen.enter('Signature', 'Anna');
    const asked = screen.fixture.componentInstance.mayLeave();
    await screen.press('Stay on the page');
    expect(await asked).toBe(false);
  });

  it('say so when the account is gone', async () => {
    await show({ id: 'another' });
    expect(screen.text()).toContain('This email account is not there any more.');
  });
});

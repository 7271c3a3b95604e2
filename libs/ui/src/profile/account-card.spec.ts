import { type Account, openPolicy, type SyncStatus } from '@mailroom/contract';
import { LEAVE_FOR } from '../data-access/oauth-sign-in';
import { fakeEventSource } from '../testing/mailroom-testing';
import { anAccount, aSyncStatus } from '../testing/samples';
import { Screen } from '../testing/screen';
import { AccountList } from './account-list';

const since = '2026-01-01T00:00:00Z';

describe('An email account’s card', () => {
  const stream = fakeEventSource();
  const leaveFor = jest.fn<undefined, [string]>();
  let screen: Screen<AccountList>;

  const show = async (account: Partial<Account>, status: Partial<SyncStatus> = {}): Promise<void> => {
    screen = Screen.show(AccountList, { providers: [{ provide: LEAVE_FOR, useValue: leaveFor }] });
    await load(account, status);
  };
  const load = async (account: Partial<Account>, status: Partial<SyncStatus> = {}): Promise<void> => {
    const { phase, receive, importedCount, lastError } = anAccount(account);
    await screen.answer('GET /api/mail/accounts', { items: [anAccount(account)], nextCursor: null });
    await screen.answer('GET /api/mail/accounts/a1/sync-status', aSyncStatus({ phase, receive, importedCount, lastError, ...status }));
  };

  it('offers what a mailbox can do, and no more', async () => {
    await show({ receive: false });
    expect(screen.text()).toContain('Only sends: its server is not set up for receiving');
    for (const action of ['Sync now', 'Pause']) expect(await screen.hasButton(action)).toBe(false);
    expect(await screen.hasButton('Check connection')).toBe(true);
  });

  it('says that a mailbox cannot send', async () => {
    await show({ send: false });
    expect(screen.text()).toContain('Only receives: its server is not set up for sending');
  });

  it('names a shared mailbox by its own address', async () => {
    await show({ kind: 'shared', sharedMailboxAddress: 'sales@contoso.example' });
    expect(screen.element('h2').textContent).toBe('sales@contoso.example');
    expect(screen.text()).toContain('Shared mailbox, opened by anna@contoso.example');
  });

  it('leads to the emails that are missing, and why', async () => {
    await show({}, { skippedCount: 15 });
    const link = screen.element<HTMLAnchorElement>('a[href$="not-imported"]');
    expect(link.textContent.trim()).toBe('15 emails were not imported: see why');
  });

  describe('whose permission has ended', () => {
    const lastError = { code: 'invalid-grant', message: 'It has ended.', remedy: 'Choose Reconnect.', since };

    it('sends its owner to where they sign in', async () => {
      await show({ authMethod: 'oauth2', phase: 'needs-attention', lastError });
      await screen.press('Reconnect');
      const call = await screen.call('POST /api/mail/accounts/a1/reconnect');
      expect(call.request.body).toEqual({ returnTo: '/profile/email-accounts' });
      call.flush({ authorizationUrl: 'https://login.example/authorize' });
      await screen.settle();
      expect(leaveFor).toHaveBeenCalledWith('https://login.example/authorize');
    });
  });

  it('asks for the new password where that is what is wrong, and keeps everything', async () => {
    const lastError = { code: 'password-expired', message: 'It has expired.', remedy: 'Change it.', since };
    await show({ phase: 'needs-attention', lastError });
    await screen.press('Enter password');
    await screen.answer('GET /api/mail/providers', {
      items: [{ id: 'p1', name: 'Contoso', serviceType: 'exchange', loginFormat: 'manual', authMethod: 'basic' }],
      nextCursor: null,
    });
    expect(await (await screen.input('User name')).getValue()).toBe('anna@contoso.example');
    await screen.enter('User name', 'CONTOSO\\anna');
    await screen.enter('Password', 'new');
    await screen.press('Sign in');
    const call = await screen.call('PATCH /api/mail/accounts/a1');
    expect(call.request.body).toEqual({ login: 'CONTOSO\\anna', password: 'new' });
    call.flush(anAccount());
    await screen.settle();
    expect(screen.text()).toContain('Signed in. Synchronisation goes on.');
  });

  it('tries again what passes by itself', async () => {
    await show({ phase: 'needs-attention', lastError: { code: 'tls-expired', message: 'Expired.', remedy: 'Renew it.', since } });
    await screen.press('Try again');
    expect((await screen.call('POST /api/mail/accounts/a1/reconnect')).request.body).toEqual({ returnTo: '/profile/email-accounts' });
  });

  describe('that the organisation manages', () => {
    const managed = { kind: 'impersonated', managedBy: 'organisation', policy: openPolicy } as const;

    it('has no credentials and no deletion', async () => {
      await show(managed);
      expect(screen.text()).toContain('Managed by your organisation');
      for (const action of ['Password', 'Delete']) expect(await screen.hasButton(action)).toBe(false);
      expect(await screen.hasButton('Compare with server')).toBe(true);
    });

    it('leaves mending it to the administrator', async () => {
      const lastError = { code: 'impersonation-denied', message: 'Denied.', remedy: 'Grant it.', since };
      await show({ ...managed, phase: 'needs-attention', lastError });
      expect(screen.text()).toContain('Denied. Grant it.');
      for (const action of ['Try again', 'Enter password', 'Reconnect']) expect(await screen.hasButton(action)).toBe(false);
    });
  });

  it('tells how fresh it is, and what the last comparison with the server found', async () => {
    const counts = { missingCount: 10, surplusCount: 0, readFlagCount: 0, indexCount: 0 };
    await show(
      {},
      {
        freshness: { messages: 40, p50LagMs: 300, p95LagMs: 900 },
        lastReconciliation: { ...counts, finishedAt: since, trigger: 'nightly', repair: 'none' },
      },
    );
    expect(screen.text()).toContain('last 24 hours: half within 300 ms, 95% within 900 ms');
    expect(screen.text()).toContain('10 missing in the CRM');
  });

  it('runs the set-up doctor on a mailbox', async () => {
    await show({});
    await screen.press('Check connection');
    const call = await screen.call('POST /api/mail/accounts/a1/diagnose');
    call.flush('{"step":"dns","status":"passed","durationMs":3}');
    await screen.settle();
    expect(screen.text()).toContain('Find the server (DNS) passed in 3 ms');
  });

  describe('that is deleted', () => {
    it('keeps its emails unless they are to go, too', async () => {
      await show({ importedCount: 12_480 });
      await screen.press('Delete');
      expect(screen.text()).toContain('12,480 emails stay readable, also beside your contacts.');
      await screen.press('Delete account');
      const call = await screen.call('DELETE /api/mail/accounts/a1');
      expect(call.request.params.get('emails')).toBe('keep');
      call.flush(null, { status: 204, statusText: 'No content' });
      await load({ phase: 'disconnected', send: false, receive: false, providerId: null, providerName: null });
      expect(screen.text()).toContain('Only its emails are left');
      expect(await screen.hasButton('Connect again')).toBe(true);
      expect(await screen.hasButton('Check connection')).toBe(false);
    });

    it('shows how many of its emails are still to be removed, until it is gone', async () => {
      await show({ importedCount: 12_480 });
      await screen.press('Delete');
      await screen.choose(/^Remove its emails/);
      await screen.press('Delete account and emails');
      const call = await screen.call('DELETE /api/mail/accounts/a1');
      expect(call.request.params.get('emails')).toBe('remove');
      call.flush(null, { status: 202, statusText: 'Accepted' });
      await load({ phase: 'deleting', importedCount: 11_000 });
      expect(screen.text()).toContain('11,000 emails are still to be removed');
      expect(await screen.hasButton('Delete')).toBe(false);
      stream().send({ type: 'account.removed', accountId: 'a1' });
      await screen.settle();
      expect(screen.text()).toContain('No mailbox connected yet');
    });

    it('stays when it is called off', async () => {
      await show({});
      await screen.press('Delete');
      await screen.press('Cancel');
      await screen.settle();
      screen.http.expectNone(({ method }) => method === 'DELETE');
    });
  });
});

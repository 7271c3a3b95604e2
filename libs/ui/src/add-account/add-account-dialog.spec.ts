import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type ProviderMatch, type ProviderSummary } from '@mailroom/contract';
import { LEAVE_FOR } from '../data-access/oauth-sign-in';
import { fakeEventSource } from '../testing/mailroom-testing';
import { anAccount, anOffer, aProvider, aSyncStatus } from '../testing/samples';
import { Screen } from '../testing/screen';
import { AddAccountDialog } from './add-account-dialog';
import { type Beginning } from './add-account-flow';

const contoso: ProviderSummary = { id: 'p1', name: 'Contoso', serviceType: 'exchange', loginFormat: 'mailboxName', authMethod: 'basic' };
const fabrikam: ProviderSummary = { id: 'p2', name: 'Fabrikam', serviceType: 'exchange', loginFormat: 'manual', authMethod: 'basic' };

describe('AddAccountDialog', () => {
  const stream = fakeEventSource();
  const closed = jest.fn();
  const leaveFor = jest.fn();
  let screen: Screen<AddAccountDialog>;

  const open = (who: 'administrator' | 'user', beginning: Beginning | null = null): void => {
    const providers = [
      { provide: MatDialogRef, useValue: { close: closed } },
      { provide: MAT_DIALOG_DATA, useValue: beginning },
      { provide: LEAVE_FOR, useValue: leaveFor },
    ];
    screen = Screen.show(AddAccountDialog, { who, providers });
  };
  const enterAddress = async (address: string, match: ProviderMatch): Promise<void> => {
    await screen.enter('Email address', address);
    await screen.press('Next');
    await screen.answer('GET /api/mail/provider-match', match);
  };

  it('does not go on from what is no address', async () => {
    open('user');
    await screen.enter('Email address', 'anna@');
    await screen.press('Next');
    expect(screen.text()).toContain('Enter an email address such as anna@example.com.');
    screen.http.expectNone(() => true);
  });

  it('asks a known domain’s user for the password alone', async () => {
    open('user');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    expect(screen.text()).toContain('Signs in as: anna');
    expect(await screen.hasField('User name')).toBe(false);
  });

  it('offers the servers to choose from when the domain is unknown, and asks for the user name where it is typed', async () => {
    open('user');
    await enterAddress('anna@else.example', { provider: null, asks: ['provider'] });
    await screen.answer('GET /api/mail/providers', { items: [contoso, fabrikam], nextCursor: null });
    expect(screen.text()).not.toContain('Add new server');
    document.querySelectorAll<HTMLButtonElement>('.choice')[1]?.click();
    await screen.enter('User name', 'FAB\\anna');
    await screen.enter('Password', 'secret');
    await screen.press('Connect');
    const request = await screen.call('POST /api/mail/accounts');
    expect(request.request.body).toEqual({ emailAddress: 'anna@else.example', providerId: 'p2', login: 'FAB\\anna', password: 'secret' });
  });

  it('lets an administrator add a server on the way and goes on with it', async () => {
    open('administrator');
    await enterAddress('anna@new.example', { provider: null, asks: ['provider'] });
    await screen.answer('GET /api/mail/providers', { items: [], nextCursor: null });
    await screen.press('Add new server');
    await screen.answer('GET /api/mail/providers', { items: [aProvider({ name: 'Another' })], nextCursor: null });
    expect(screen.text()).toContain('Another');
    await screen.press('Add');
    await screen.answer('GET /api/mail/service-types', { items: [anOffer({ authMethods: ['basic'] })] });
    await screen.enter('Service address', 'mail.new.example');
    await screen.enter('Name', 'New');
    await screen.press('Save');
    const request = await screen.call('POST /api/mail/providers');
    expect(request.request.body).toMatchObject({ domains: ['new.example'] });
    request.flush({ ...contoso, name: 'New' });
    await screen.settle();
    expect(screen.text()).toContain('anna@new.example');
    expect(screen.text()).toContain('Server: New');
  });

  it('keeps what was entered when the mail server refuses, and says what to do', async () => {
    open('user');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    await screen.enter('Password', 'wrong');
    await screen.press('Connect');
    expect(screen.text()).toContain('Signing in to Contoso');
    const problem = {
      type: 'about:blank',
      title: 'Refused',
      status: 422,
      code: 'authentication-failed',
      detail: 'Refused.',
      remedy: 'Try again.',
    };
    await screen.answer('POST /api/mail/accounts', problem, 422);
    expect(screen.text()).toContain('Refused.');
    expect(screen.text()).toContain('Try again.');
    expect(await (await screen.input('Password')).getValue()).toBe('wrong');
  });

  it('leads an administrator to the server’s settings when these are to blame', async () => {
    open('administrator');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    await screen.enter('Password', 'secret');
    await screen.press('Connect');
    const problem = {
      type: 'about:blank',
      title: 'TLS',
      status: 422,
      code: 'tls-untrusted',
      detail: 'Not trusted.',
      remedy: 'Add the CA.',
    };
    await screen.answer('POST /api/mail/accounts', problem, 422);
    const link = document.querySelector<HTMLAnchorElement>('mailroom-problem-note a');
    expect(link?.getAttribute('href')).toBe('/system-configuration/email-providers/p1');
  });

  it('ends on the mailbox filling up, live', async () => {
    open('user');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    await screen.enter('Password', 'secret');
    await screen.press('Connect');
    const account = anAccount({ phase: 'connecting' });
    await screen.answer('POST /api/mail/accounts', account, 201);
    const status = aSyncStatus({ phase: 'backfilling', serverCount: 3120, importedCount: 0 });
    await screen.answer('GET /api/mail/accounts', { items: [account], nextCursor: null });
    await screen.answer('GET /api/mail/accounts/a1/sync-status', status);
    stream().send({ type: 'sync.progress', accountId: 'a1', status: { ...status, importedCount: 1370 } });
    await screen.settle();
    expect(screen.text()).toContain('anna@contoso.example is connected');
    expect(screen.text()).toContain('1,370 of 3,120 emails');
    await screen.press('Done');
    expect(closed).toHaveBeenCalledTimes(1);
  });

  it('leaves for the sign-in page where the mailbox is opened by OAuth 2.0, and asks for no password', async () => {
    open('user');
    const microsoft: ProviderSummary = { ...contoso, name: 'Microsoft 365', serviceType: 'microsoft365', authMethod: 'oauth2' };
    await enterAddress('anna@contoso.example', { provider: microsoft, asks: ['oauth'] });
    expect(await screen.hasField('Password')).toBe(false);
    await screen.press('Sign in with Microsoft');
    const request = await screen.call('POST /api/mail/accounts');
    expect(request.request.body).toEqual({ emailAddress: 'anna@contoso.example', providerId: 'p1', returnTo: '/profile/email-accounts' });
    request.flush({ authorizationUrl: 'https://login.example/authorize' });
    await screen.settle();
    expect(leaveFor).toHaveBeenCalledWith('https://login.example/authorize');
  });

  it('goes on after a sign-in that did not work, with the reason', () => {
    const problem = { code: 'consent-denied', message: 'Permission was not given.', remedy: 'Accept the permissions.' };
    const microsoft: ProviderSummary = { ...contoso, authMethod: 'oauth2' };
    open('administrator', { emailAddress: 'anna@contoso.example', sharedMailboxAddress: null, provider: microsoft, problem });
    screen.fixture.detectChanges();
    expect(screen.text()).toContain('anna@contoso.example');
    expect(screen.text()).toContain('Permission was not given.');
    expect(screen.text()).toContain('Sign in with Microsoft');
    expect(document.querySelector('mailroom-problem-note a')).toBeNull();
  });

  it('connects a mailbox again whose emails alone were left', async () => {
    open('user', { emailAddress: 'anna@contoso.example', sharedMailboxAddress: 'sales@contoso.example' });
    await screen.answer('GET /api/mail/provider-match', { provider: contoso, asks: ['password'] });
    expect(screen.text()).toContain('Signs in as: anna');
    expect(await (await screen.input('Shared mailbox’s address')).getValue()).toBe('sales@contoso.example');
  });
});

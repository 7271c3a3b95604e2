import { type HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController, type TestRequest } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { type ProviderMatch, type ProviderSummary } from '@mailroom/contract';
import { fakeEventSource, provideTestHost, settled } from '../testing/mailroom-testing';
import { anAccount, anOffer, aProvider, aSyncStatus } from '../testing/samples';
import { AddAccountDialog } from './add-account-dialog';
import { type Beginning } from './add-account-flow';

const contoso: ProviderSummary = { id: 'p1', name: 'Contoso', serviceType: 'exchange', loginFormat: 'mailboxName', authMethod: 'basic' };
const fabrikam: ProviderSummary = { id: 'p2', name: 'Fabrikam', serviceType: 'exchange', loginFormat: 'manual', authMethod: 'basic' };

describe('AddAccountDialog', () => {
  const stream = fakeEventSource();
  const closed = jest.fn();
  let fixture: ComponentFixture<AddAccountDialog>;
  let loader: HarnessLoader;
  let http: HttpTestingController;

  const open = (who: 'administrator' | 'user', beginning: Beginning | null = null): void => {
    const dialog = [
      { provide: MatDialogRef, useValue: { close: closed } },
      { provide: MAT_DIALOG_DATA, useValue: beginning },
    ];
    TestBed.configureTestingModule({ providers: [...provideTestHost(who), ...dialog] });
    fixture = TestBed.createComponent(AddAccountDialog);
    loader = TestbedHarnessEnvironment.loader(fixture);
    http = TestBed.inject(HttpTestingController);
  };
  const input = async (label: string): Promise<MatInputHarness> => {
    const field = await loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }));
    const control = await field.getControl(MatInputHarness);
    if (!control) throw new Error(`“${label}” is no text field.`);
    return control;
  };
  const press = async (text: string): Promise<void> => (await loader.getHarness(MatButtonHarness.with({ text }))).click();
  const text = (): string => (fixture.nativeElement as HTMLElement).textContent.replaceAll(/\s+/g, ' ');
  /** The awaited call, once the promises before it have run. */
  const call = async (url: string): Promise<TestRequest> => {
    await settled(fixture);
    return http.expectOne((request) => request.url === url);
  };
  const answer = async (url: string, body: object, status = 200): Promise<void> => {
    (await call(url)).flush(body, { status, statusText: String(status) });
    await settled(fixture);
  };
  const enterAddress = async (address: string, match: ProviderMatch): Promise<void> => {
    await (await input('Email address')).setValue(address);
    await press('Next');
    await answer('/api/mail/provider-match', match);
  };

  it('does not go on from what is no address', async () => {
    open('user');
    await (await input('Email address')).setValue('anna@');
    await press('Next');
    expect(text()).toContain('Enter an email address such as anna@example.com.');
    http.expectNone(() => true);
  });

  it('asks a known domain’s user for the password alone', async () => {
    open('user');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    expect(text()).toContain('Signs in as: anna');
    expect(await loader.getAllHarnesses(MatFormFieldHarness.with({ floatingLabelText: 'User name' }))).toEqual([]);
  });

  it('offers the servers to choose from when the domain is unknown, and asks for the user name where it is typed', async () => {
    open('user');
    await enterAddress('anna@else.example', { provider: null, asks: ['provider'] });
    await answer('/api/mail/providers', { items: [contoso, fabrikam], nextCursor: null });
    expect(text()).not.toContain('Add new server');
    (fixture.nativeElement as HTMLElement).querySelectorAll<HTMLButtonElement>('.choice')[1]?.click();
    await (await input('User name')).setValue('FAB\\anna');
    await (await input('Password')).setValue('secret');
    await press('Connect');
    const request = await call('/api/mail/accounts');
    expect(request.request.body).toEqual({ emailAddress: 'anna@else.example', providerId: 'p2', login: 'FAB\\anna', password: 'secret' });
  });

  it('lets an administrator add a server on the way and goes on with it', async () => {
    open('administrator');
    await enterAddress('anna@new.example', { provider: null, asks: ['provider'] });
    await answer('/api/mail/providers', { items: [], nextCursor: null });
    await press('Add new server');
    await answer('/api/mail/providers', { items: [aProvider({ name: 'Another' })], nextCursor: null });
    expect(text()).toContain('Another');
    await press('Add');
    await answer('/api/mail/service-types', { items: [anOffer({ authMethods: ['basic'] })] });
    await (await input('Service address')).setValue('mail.new.example');
    await (await input('Name')).setValue('New');
    await press('Save');
    const request = await call('/api/mail/providers');
    expect(request.request.body).toMatchObject({ domains: ['new.example'] });
    request.flush({ ...contoso, name: 'New' });
    await settled(fixture);
    expect(text()).toContain('anna@new.example');
    expect(text()).toContain('Server: New');
  });

  it('keeps what was entered when the mail server refuses, and says what to do', async () => {
    open('user');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    await (await input('Password')).setValue('wrong');
    await press('Connect');
    expect(text()).toContain('Signing in to Contoso');
    const problem = {
      type: 'about:blank',
      title: 'Refused',
      status: 422,
      code: 'authentication-failed',
      detail: 'Refused.',
      remedy: 'Try again.',
    };
    await answer('/api/mail/accounts', problem, 422);
    expect(text()).toContain('Refused.');
    expect(text()).toContain('Try again.');
    expect(await (await input('Password')).getValue()).toBe('wrong');
  });

  it('leads an administrator to the server’s settings when these are to blame', async () => {
    open('administrator');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    await (await input('Password')).setValue('secret');
    await press('Connect');
    const problem = {
      type: 'about:blank',
      title: 'TLS',
      status: 422,
      code: 'tls-untrusted',
      detail: 'Not trusted.',
      remedy: 'Add the CA.',
    };
    await answer('/api/mail/accounts', problem, 422);
    const link = (fixture.nativeElement as HTMLElement).querySelector<HTMLAnchorElement>('mailroom-problem-note a');
    expect(link?.getAttribute('href')).toBe('/system-configuration/email-providers/p1');
  });

  it('ends on the mailbox filling up, live', async () => {
    open('user');
    await enterAddress('anna@contoso.example', { provider: contoso, asks: ['password'] });
    await (await input('Password')).setValue('secret');
    await press('Connect');
    const account = anAccount({ phase: 'connecting' });
    await answer('/api/mail/accounts', account, 201);
    const status = aSyncStatus({ phase: 'backfilling', serverCount: 3120, importedCount: 0 });
    await answer('/api/mail/accounts', { items: [account], nextCursor: null });
    await answer('/api/mail/accounts/a1/sync-status', status);
    stream().send({ type: 'sync.progress', accountId: 'a1', status: { ...status, importedCount: 1370 } });
    await settled(fixture);
    expect(text()).toContain('anna@contoso.example is connected');
    expect(text()).toContain('1,370 of 3,120 emails');
    await press('Done');
    expect(closed).toHaveBeenCalledTimes(1);
  });
});

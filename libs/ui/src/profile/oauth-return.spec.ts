import { Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { provideRouter } from '@angular/router';
import { TestBed } from '@angular/core/testing';
import { type ProviderSummary } from '@mailroom/contract';
import { AddAccount } from '../add-account/add-account';
import { OAuthSignIn, type StartedSignIn } from '../data-access/oauth-sign-in';
import { fakeEventSource, provideTestHost } from '../testing/mailroom-testing';
import { mailroomProfileRoutes } from './routes';

const provider: ProviderSummary = {
  id: 'p1',
  name: 'Microsoft 365',
  serviceType: 'microsoft365',
  loginFormat: 'emailAddress',
  authMethod: 'oauth2',
};

const started: StartedSignIn = { emailAddress: 'anna@contoso.example', sharedMailboxAddress: 'sales@contoso.example', provider };

describe('Coming back from a sign-in at another site', () => {
  fakeEventSource();
  const open = jest.fn();

  const comeBack = async (query: string, left: StartedSignIn | null): Promise<string> => {
    sessionStorage.clear();
    open.mockClear();
    if (left) sessionStorage.setItem('mailroom.sign-in', JSON.stringify(left));
    TestBed.configureTestingModule({
      providers: [...provideTestHost('user'), provideRouter(mailroomProfileRoutes), { provide: AddAccount, useValue: { open } }],
    });
    const harness = await RouterTestingHarness.create(`/email-accounts?${query}`);
    await harness.fixture.whenStable();
    return document.body.textContent;
  };

  it('shows the mailbox filling up, once', async () => {
    await comeBack('connectedAccount=a1', started);
    expect(open).toHaveBeenCalledWith({ accountId: 'a1' });
    expect(TestBed.inject(Router).url).toBe('/email-accounts');
    expect(TestBed.inject(OAuthSignIn).takeStarted()).toBeNull();
  });

  it('goes back to the sign-in with the reason, what was entered still there', async () => {
    await comeBack('connectError=consent-denied', started);
    expect(open).toHaveBeenCalledWith({
      ...started,
      problem: expect.objectContaining({ message: 'Permission to open the mailbox was not given.' }) as unknown,
    });
  });

  it('says that a mailbox is back', async () => {
    expect(await comeBack('connectedAccount=a1', { ...started, provider: null })).toContain('Signed in. Synchronisation goes on.');
    expect(open).not.toHaveBeenCalled();
  });

  it('says why it did not work where nothing is known of what was started', async () => {
    const text = await comeBack('connectError=oauth-state-other-session', null);
    expect(text).toContain('This sign-in was started in another browser, or by somebody else.');
    expect(text).toContain('finish in the same browser');
  });

  it('believes no address that is made up', async () => {
    expect(await comeBack('connectError=%3Cscript%3E', null)).toContain('It failed for a reason that has only a code: <script>');
  });
});

import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { firstValueFrom } from 'rxjs';
import { mayRun, signedIn } from './auth-guard';
import { Session, type User } from './session';
import { unauthorizedInterceptor } from './unauthorized-interceptor';

@Component({ selector: 'app-page', template: '', changeDetection: ChangeDetectionStrategy.OnPush })
class Page {}

const anna: User = { id: 'u1', email: 'anna@example.com', displayName: 'Anna Berg', systemOperations: [] };

describe('a session', () => {
  let http: HttpTestingController;
  let session: Session;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([unauthorizedInterceptor])),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'sign-in', component: Page },
          { path: '', pathMatch: 'full', component: Page },
          { path: 'contacts', component: Page, canActivate: [signedIn] },
          { path: 'settings', component: Page, canActivate: [signedIn, mayRun('CanManageAdministration')] },
        ]),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    session = TestBed.inject(Session);
  });

  async function signIn(user: User): Promise<void> {
    const restored = session.restore();
    http.expectOne('/api/auth/me').flush(user);
    await restored;
  }

  async function urlAfter(url: string): Promise<string> {
    await RouterTestingHarness.create(url);
    return TestBed.inject(Router).url;
  }

  it('is asked for before a page is shown, and leads back to it', async () => {
    expect(await urlAfter('/contacts')).toBe('/sign-in?returnTo=%2Fcontacts');
    await signIn(anna);
    expect(session.user()).toEqual(anna);
  });

  it('shows settings only to users with the system operation', async () => {
    await signIn(anna);
    expect(await urlAfter('/settings')).toBe('/');
    await signIn({ ...anna, systemOperations: ['CanManageAdministration'] });
    const router = TestBed.inject(Router);
    await router.navigateByUrl('/settings');
    expect(router.url).toBe('/settings');
  });

  it('that ends while somebody works leads to the sign-in page, and from there back', async () => {
    await signIn(anna);
    const harness = await RouterTestingHarness.create('/contacts');
    const call = firstValueFrom(TestBed.inject(HttpClient).get('/api/contacts'));
    http.expectOne('/api/contacts').flush(null, { status: 401, statusText: 'Unauthorized' });
    await expect(call).rejects.toMatchObject({ status: 401 });
    await harness.fixture.whenStable();
    expect(session.user()).toBeNull();
    expect(TestBed.inject(Router).url).toBe('/sign-in?returnTo=%2Fcontacts&expired=true');
  });

  it('does not begin with a wrong password', async () => {
    const attempt = session.signIn('anna@example.com', 'wrong');
    http.expectOne('/api/auth/login').flush(null, { status: 401, statusText: 'Unauthorized' });
    await expect(attempt).rejects.toMatchObject({ status: 401 });
    expect(session.user()).toBeNull();
  });
});

import { type HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import { CAN_MANAGE_ADMINISTRATION } from '@mailroom/contract';
import { mailroomConfigurationRoutes, mailroomProfileRoutes } from '@mailroom/ui';
import { setImmediate } from 'node:timers/promises';
import { anAccount, aCoveredMailbox, anIntegration, aProvider, aSyncStatus } from '../../src/testing/samples';
import { AccountListHarness, ExchangeIntegrationHarness, ProviderListHarness, provideMailroomTesting } from './index';

/** A host's own test: it mounts the plugin's routes and meets its screens by the harnesses. */
describe('A host’s test', () => {
  let http: HttpTestingController;
  let fixture: ComponentFixture<unknown>;

  const go = async (path: string): Promise<HarnessLoader> => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideRouter([...mailroomConfigurationRoutes, ...mailroomProfileRoutes]),
        provideMailroomTesting({ user: { id: 'ada', systemOperations: [CAN_MANAGE_ADMINISTRATION] } }),
      ],
    });
    http = TestBed.inject(HttpTestingController);
    ({ fixture } = await RouterTestingHarness.create(path));
    return TestbedHarnessEnvironment.loader(fixture);
  };
  const answer = async (url: string, body: object): Promise<void> => {
    await setImmediate();
    await fixture.whenStable();
    http.expectOne((request) => request.url === `/api/mail/${url}`).flush(body);
    await setImmediate();
  };

  it('reads the mailboxes of a user', async () => {
    const loader = await go('/email-accounts');
    const list = await loader.getHarness(AccountListHarness);
    await answer('accounts', { items: [anAccount()], nextCursor: null });
    await answer('accounts/a1/sync-status', aSyncStatus());
    const [card] = await list.accounts({ address: /^anna@/ });
    expect(await card?.state()).toBe('Up to date');
    expect(await card?.offers('Pause')).toBe(true);
    expect(await list.isEmpty()).toBe(false);
  });

  it('reads the providers', async () => {
    const loader = await go('/email-providers');
    const list = await loader.getHarness(ProviderListHarness);
    await answer('providers', { items: [aProvider({ accountCount: 3 })], nextCursor: null });
    expect(await list.providers()).toEqual([{ name: 'Contoso', health: 'Healthy' }]);
  });

  it('fills in and saves the Exchange integration', async () => {
    const loader = await go('/integrations/ms-exchange');
    const page = await loader.getHarness(ExchangeIntegrationHarness);
    await answer('exchange-integration', anIntegration({ updatedAt: '2026-01-01T00:00:00Z' }));
    await answer('exchange-integration/mailboxes', { items: [aCoveredMailbox()], nextCursor: null, totals: { all: 1, phases: {} } });
    expect(await page.status()).toContain('Disabled');
    expect(await page.isEnabled()).toBe(false);
    const [mailbox] = await page.mailboxes({ name: 'Anna Berger' });
    expect(await mailbox?.state()).toBe('Up to date');
    await page.enter('Server', 'mail.contoso.example');
    await page.save();
    await answer('exchange-integration', anIntegration({ server: 'mail.contoso.example', updatedAt: '2026-01-01T00:00:00Z' }));
    expect(await page.problem()).toBeNull();
  });
});

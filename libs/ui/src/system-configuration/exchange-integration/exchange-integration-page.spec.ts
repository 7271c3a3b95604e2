import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { type CoveredMailbox, type ExchangeIntegration } from '@mailroom/contract';
import { aCoveredMailbox, anIntegration } from '../../testing/samples';
import { Screen } from '../../testing/screen';
import { ExchangeIntegrationPage } from './exchange-integration-page';

const url = '/api/mail/exchange-integration';
const saved = anIntegration({
  ...{ enabled: true, status: 'running', server: 'mail.contoso.example', login: 'CONTOSO\\crm', hasPassword: true },
  ...{ domains: ['contoso.example'], updatedAt: '2026-01-01T00:00:00Z' },
});

describe('The organisation’s Exchange integration', () => {
  let screen: Screen<ExchangeIntegrationPage>;

  const show = async (integration: ExchangeIntegration): Promise<void> => {
    screen = Screen.show(ExchangeIntegrationPage, { who: 'administrator' });
    await screen.answer('GET /api/mail/listener', { status: 'running', instances: [], queueDepth: 0 });
    await screen.answer(`GET ${url}`, integration);
  };
  const showMailboxes = async (items: CoveredMailbox[], change: { nextCursor?: string; all?: number } = {}): Promise<void> => {
    const { nextCursor = null, all = items.length } = change;
    await screen.answer(`GET ${url}/mailboxes`, { items, nextCursor, totals: { all, phases: { live: all - 1, 'needs-attention': 1 } } });
  };
  const fill = async (): Promise<void> => {
    await screen.enter('Server', 'mail.contoso.example');
    await screen.enter('Login', 'CONTOSO\\crm');
    await screen.enter('Password', 'secret');
    const domains = screen.element<HTMLInputElement>('mailroom-domain-chips input');
    domains.value = 'contoso.example, Müller.example';
    domains.dispatchEvent(new Event('blur'));
    await screen.settle();
  };
  const enable = async (): Promise<void> => {
    await (await screen.loader.getHarness(MatCheckboxHarness.with({ label: /^Enabled/ }))).check();
  };

  it('is saved with the server, the version, the super-user and the domains', async () => {
    await show(anIntegration());
    await enable();
    await fill();
    await screen.select('Version', 'Exchange 2013 SP1');
    await screen.press('Save settings');
    const { request } = await screen.call(`PUT ${url}`);
    expect(request.body).toMatchObject({
      ...{ enabled: true, server: 'mail.contoso.example', version: 'Exchange2013_SP1', login: 'CONTOSO\\crm', password: 'secret' },
      ...{ domains: ['contoso.example', 'xn--mller-kva.example'] },
    });
  });

  it('says what is missing before it can be enabled, and asks nothing of a server', async () => {
    await show(anIntegration());
    await enable();
    await screen.press('Save settings');
    expect(await screen.errorsOf('Server')).toEqual(['Fill in this field.']);
    expect(await screen.errorsOf('Login')).toEqual(['Fill in this field.']);
    expect(await screen.errorsOf('Password')).toEqual(['Fill in this field.']);
    expect(screen.text()).toContain('Enter at least one domain');
    screen.http.expectNone({ method: 'PUT' });
  });

  it('can be saved disabled, however little is entered', async () => {
    await show(anIntegration());
    await screen.enter('Server', 'mail.contoso.example');
    await screen.press('Save settings');
    const { request } = await screen.call(`PUT ${url}`);
    expect(request.body).toMatchObject({ enabled: false, server: 'mail.contoso.example', version: null });
    expect(request.body).not.toHaveProperty('domains');
  });

  it('keeps a stored password that is not entered anew', async () => {
    await show(saved);
    await showMailboxes([]);
    expect(screen.text()).toContain('One is stored. Leave this empty to keep it.');
    await screen.enter('Login', 'CONTOSO\\other');
    await screen.press('Save settings');
    const { request } = await screen.call(`PUT ${url}`);
    expect(request.body).not.toHaveProperty('password');
    expect(request.body).not.toHaveProperty('clientId');
  });

  it('that is refused says what the doctor found, and can be saved disabled', async () => {
    await show(anIntegration());
    await enable();
    await fill();
    await screen.press('Save settings');
    const refusal = {
      ...{ type: 'about:blank', title: 'Refused', status: 422, code: 'impersonation-denied', detail: 'It may not act for others.' },
      ...{ remedy: 'Give it the role.', step: 'impersonation', triedMailbox: 'anna@contoso.example' },
    };
    await screen.answer(`PUT ${url}`, refusal, 422);
    expect(screen.text()).toContain('It may not act for others. Give it the role.');
    expect(screen.text()).toContain('The test failed at: Act for other users (impersonation), with the mailbox anna@contoso.example');
    await screen.press('Save without enabling');
    expect((await screen.call(`PUT ${url}`)).request.body).toMatchObject({ enabled: false });
  });

  it('is tested with what is entered, and names the mailbox that was tried', async () => {
    await show(anIntegration());
    await fill();
    await screen.press('Test');
    await screen.enter('Whose mailbox', 'anna@contoso.example');
    await screen.press('Run the test');
    const call = await screen.call(`POST ${url}/diagnose`);
    expect(call.request.body).toMatchObject({ login: 'CONTOSO\\crm', password: 'secret', emailAddress: 'anna@contoso.example' });
    call.flush('{"step":"impersonation","status":"passed","durationMs":9,"mailbox":"anna@contoso.example"}');
    await screen.settle();
    expect(screen.text()).toContain('Tried with anna@contoso.example');
  });

  it('of an application asks for its ID, secret and tenant, and what to grant it', async () => {
    await show(anIntegration());
    await enable();
    await screen.choose('OAuth 2.0, as an application');
    await screen.answer('GET /api/mail/oauth/registration', {
      redirectUri: 'https://crm.example/callback',
      permissions: [
        { name: 'EWS.AccessAsUser.All', type: 'delegated' },
        { name: 'full_access_as_app', type: 'application' },
      ],
    });
    expect(screen.text()).toContain('full_access_as_app');
    expect(screen.text()).not.toContain('EWS.AccessAsUser.All');
    await screen.press('Save settings');
    for (const field of ['Application (client) ID', 'Client secret', 'Directory (tenant)']) {
      expect(await screen.errorsOf(field)).toEqual(['Fill in this field.']);
    }
  });

  it('sends the policy as it is chosen', async () => {
    await show(anIntegration());
    await screen.choose('Only these, with those in them');
    await screen.choose('Only those received since a date');
    await screen.enter('Since', '2026-01-31');
    await (await screen.loader.getHarness(MatCheckboxHarness.with({ label: 'Private' }))).check();
    await screen.enter('Emails larger than', '25');
    await screen.press('Save settings');
    expect((await screen.call(`PUT ${url}`)).request.body).toMatchObject({
      policy: {
        ...{ folders: { roles: ['inbox', 'sent'], paths: [] }, startDate: '2026-01-31', usersMayTighten: true },
        exclusions: { addresses: [], domains: [], sensitivities: ['private'], maxSize: 25_000_000 },
      },
    });
  });

  it('that stands still says why, what to do, and when it is tried again', async () => {
    const lastError = { code: 'password-expired', message: 'Expired.', remedy: 'Change it.', since: '2026-01-01T00:00:00Z' };
    await show({ ...saved, status: 'stopped', lastError, nextTryAt: '2026-01-01T01:00:00Z' });
    expect(screen.text()).toContain('The super-user does not work');
    expect(screen.text()).toContain('Expired. Change it.');
    expect(screen.text()).toContain('Tried again by itself');
  });

  it('asks before it is left unsaved', async () => {
    await show(anIntegration());
    expect(screen.fixture.componentInstance.mayLeave()).toBe(true);
    await screen.enter('Server', 'mail.contoso.example');
    const asked = screen.fixture.componentInstance.mayLeave();
    await screen.press('Stay on the page');
    expect(await asked).toBe(false);
  });

  describe('lists the covered mailboxes', () => {
    const denied = { code: 'impersonation-denied', message: 'Denied.', remedy: 'Grant it.', since: '2026-01-01T00:00:00Z' };

    it('each with its state, its figures and what is wrong with it', async () => {
      await show(saved);
      await showMailboxes([
        aCoveredMailbox({ phase: 'backfilling', importedCount: 400, serverCount: 1_000 }),
        aCoveredMailbox({ accountId: 'a2', userName: 'Ben Novak', phase: 'needs-attention', lastError: denied, lagMs: null }),
        aCoveredMailbox({ accountId: 'a3', mailboxAddress: 'clara.l@contoso.example', reachedBy: 'personal' }),
      ]);
      expect(screen.text()).toContain('Importing 400 of 1,000');
      expect(screen.text()).toContain('Needs attention 1');
      expect(screen.text()).toContain('Denied. Grant it. Since');
      expect(screen.text()).toContain('opened as clara.l@contoso.example');
      expect(screen.text()).toContain('connected by its owner');
    });

    it('a page at a time, however many they are', async () => {
      await show(saved);
      await showMailboxes([aCoveredMailbox()], { nextCursor: 'second', all: 50_000 });
      expect(screen.text()).toContain('1 to 1 of 50,000');
      await screen.press('Next');
      const call = await screen.call(`GET ${url}/mailboxes`);
      expect(call.request.params.get('cursor')).toBe('second');
      call.flush({ items: [aCoveredMailbox({ userName: 'Zoe' })], nextCursor: null, totals: { all: 50_000, phases: {} } });
      await screen.settle();
      expect(screen.text()).not.toContain('Anna Berger');
      await screen.press('Previous');
      expect((await screen.call(`GET ${url}/mailboxes`)).request.params.has('cursor')).toBe(false);
    });

    it('narrowed by state, and widened again', async () => {
      await show(saved);
      await showMailboxes([aCoveredMailbox(), aCoveredMailbox({ accountId: 'a2' })]);
      screen.element<HTMLElement>('mat-chip-option.bad button').click();
      const call = await screen.call(`GET ${url}/mailboxes`);
      expect(call.request.params.get('phase')).toBe('needs-attention');
      call.flush({ items: [], nextCursor: null, totals: { all: 2, phases: { live: 2 } } });
      await screen.settle();
      await screen.press('Show all mailboxes');
      expect((await screen.call(`GET ${url}/mailboxes`)).request.params.has('phase')).toBe(false);
    });
  });
});

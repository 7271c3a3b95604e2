import type { SkippedMessage } from '@mailroom/contract';
import { CoveredOrganisation } from '../testing/covered-organisation';
import { HostBridge } from '../host-bridge';
import { mail } from '../testing/connected-mailbox';
import { ExchangeCoverage } from './exchange-coverage';
import { SuperUser } from './super-user';
import { SuperUserRecovery } from './super-user-recovery';

describe('the organisation’s Exchange integration', () => {
  let organisation: CoveredOrganisation;
  afterEach(() => organisation.close());

  const begin = async (...addresses: string[]): Promise<void> => {
    organisation = await CoveredOrganisation.start(addresses);
  };
  const subjectsOf = async (owner: 'anna' | 'ben') => (await organisation.messagesOf(owner)).map(({ subject }) => subject);
  const accountOf = async (address: string) => (await organisation.mailboxOf(address))?.accountId ?? '';

  describe('is switched on', () => {
    it('only with a super-user who works, and says at which step it does not', async () => {
      await begin('anna@example.com');
      organisation.server.add('anna@example.com');
      const wrong = await organisation.save({ ...organisation.settings, password: 'wrong' });
      expect(wrong).toMatchObject({ status: 422, body: { code: 'authentication-failed', step: 'authentication' } });
      expect(wrong.body['remedy']).toEqual(expect.stringContaining('password'));
      organisation.server.denied.add('anna@example.com');
      expect(await organisation.save(organisation.settings)).toMatchObject({
        status: 422,
        body: { code: 'impersonation-denied', step: 'impersonation', triedMailbox: 'anna@example.com' },
      });
      const { body } = await organisation.app.call('admin', 'GET', '/exchange-integration');
      expect(body).toMatchObject({ enabled: false, server: null, domains: [], updatedAt: null });
    });

    it('while one user cannot be acted for, but another can', async () => {
      await begin('anna@example.com', 'ben@example.com');
      for (const address of ['anna@example.com', 'ben@example.com']) organisation.server.add(address);
      organisation.server.denied.add('anna@example.com');
      expect((await organisation.save(organisation.settings)).status).toBe(200);
    });

    it('only when everything is there, which need not be while it is off', async () => {
      await begin();
      const { status, body } = await organisation.save({ enabled: true });
      expect(status).toBe(422);
      expect(body['errors']).toMatchObject(['server', 'domains', 'login', 'password'].map((path) => ({ path })));
      const off = await organisation.save({
        server: 'https://mail.example.com/EWS/Exchange.asmx',
        version: 'Exchange 2019',
        domains: ['B.example', 'a.example', 'b.example'],
      });
      expect(off).toMatchObject({
        status: 200,
        body: { enabled: false, server: 'mail.example.com', version: 'Exchange2019', domains: ['a.example', 'b.example'] },
      });
    });
  });

  it('tells nobody a secret, and does not show a password to another server', async () => {
    await begin('anna@example.com');
    organisation.server.add('anna@example.com');
    const saved = await organisation.save(organisation.settings);
    expect(saved).toMatchObject({ status: 200, body: { enabled: true, hasPassword: true, status: 'running' } });
    const audit = await organisation.app.call('admin', 'GET', '/audit');
    expect(audit.body['items']).toMatchObject([{ action: 'exchange-integration.changed', subjectName: 'MS Exchange' }]);
    expect(`${saved.text}${audit.text}`).not.toContain('secret"');
    expect(await organisation.save({ server: 'evil.example' })).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
  });

  it('is no email provider that anybody chooses, changes or deletes', async () => {
    await begin('anna@example.com');
    organisation.server.add('anna@example.com');
    await organisation.save(organisation.settings);
    expect((await organisation.app.call('admin', 'GET', '/providers')).body['items']).toEqual([]);
    await organisation.untilPhase('anna@example.com', 'live');
    const { body } = await organisation.app.call('anna', 'GET', `/accounts/${await accountOf('anna@example.com')}`);
    expect(body).toMatchObject({
      kind: 'impersonated',
      managedBy: 'organisation',
      login: null,
      providerName: 'MS Exchange',
      isDefault: true,
    });
    const id = String(body['providerId']);
    for (const method of ['GET', 'DELETE']) expect((await organisation.app.call('admin', method, `/providers/${id}`)).status).toBe(404);
    expect(
      (await organisation.app.call('ben', 'POST', '/accounts', { emailAddress: 'ben@x.example', providerId: id, password: 'p' })).status,
    ).toBe(422);
  });

  it('imports exactly the mailboxes in its domains, each with a state of its own', async () => {
    await begin('anna@example.com', 'ben@example.com', 'cora@example.com', 'dora@example.com', 'emil@elsewhere.example');
    const { server } = organisation;
    for (const address of ['anna@example.com', 'ben@example.com', 'dora.long@example.com', 'emil@elsewhere.example'])
      server.add(address, mail(address));
    server.denied.add('ben@example.com');
    server.secondary.set('dora@example.com', 'dora.long@example.com');
    await organisation.save(organisation.settings);
    await organisation.untilPhase('anna@example.com', 'live');
    await organisation.untilPhase('ben@example.com', 'needs-attention');
    await organisation.untilPhase('cora@example.com', 'needs-attention');
    await organisation.untilPhase('dora@example.com', 'live');
    const { items, totals } = await organisation.mailboxes();
    expect(items).toMatchObject([
      {
        emailAddress: 'anna@example.com',
        userId: 'anna',
        phase: 'live',
        importedCount: 1,
        serverCount: 1,
        reachedBy: 'integration',
        lastError: null,
      },
      { emailAddress: 'ben@example.com', phase: 'needs-attention', lastError: { code: 'impersonation-denied' } },
      { emailAddress: 'cora@example.com', phase: 'needs-attention', lastError: { code: 'mailbox-not-found' } },
      { emailAddress: 'dora@example.com', mailboxAddress: 'dora.long@example.com', phase: 'live', importedCount: 1 },
    ]);
    expect(totals).toEqual({ all: 4, phases: { live: 2, 'needs-attention': 2 } });
    expect(server.mailbox('emil@elsewhere.example').fetched).toEqual([]);
    expect((await organisation.mailboxes('?phase=live&limit=1')).nextCursor).not.toBeNull();
    expect((await organisation.mailboxes('?q=ORA')).items.map(({ userId }) => userId)).toEqual(['cora', 'dora']);
  });

  it('lets nobody but the owner read a mailbox, unless the host says so, and then only read', async () => {
    await begin('anna@example.com');
    organisation.server.add('anna@example.com', mail('One'));
    await organisation.save(organisation.settings);
    await organisation.untilPhase('anna@example.com', 'live');
    const id = await accountOf('anna@example.com');
    const [email] = await organisation.messagesOf('anna');
    const list = async () => (await organisation.app.call('ben', 'GET', `/emails?accountId=${id}`)).body['items'] as object[];
    const path = `/emails/${email?.id ?? ''}`;
    expect(await list()).toEqual([]);
    expect((await organisation.app.call('ben', 'GET', path)).status).toBe(404);
    const mayReadMailOf = ({ id: reader }: { id: string }, owner: string) => Promise.resolve(reader === 'ben' && owner === 'anna');
    Object.assign(organisation.app.app.get(HostBridge, { strict: false }), { mayReadMailOf });
    expect(await list()).toMatchObject([{ id: email?.id }]);
    for (const route of [path, `${path}/raw`]) expect((await organisation.app.call('ben', 'GET', route)).status).toBe(200);
    expect((await organisation.app.call('ben', 'PATCH', path, { isRead: true })).status).toBe(404);
    expect((await organisation.app.call('ben', 'GET', '/emails')).body['items']).toEqual([]);
    expect((await organisation.app.call('admin', 'GET', path)).status).toBe(404);
  });

  it('lists mailboxes page by page, each once', async () => {
    const addresses = Array.from({ length: 7 }, (_, index) => `user${index}@example.com`);
    await begin(...addresses);
    for (const address of addresses) organisation.server.add(address);
    await organisation.save(organisation.settings);
    for (const address of addresses) await organisation.untilPhase(address, 'live');
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await organisation.mailboxes(`?limit=3${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map(({ emailAddress }) => emailAddress));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(addresses);
  });

  it('lets a removed domain’s mail stay, and fetches nothing again when the domain is back', async () => {
    await begin('anna@example.com');
    const mailbox = organisation.server.add('anna@example.com', mail('One'), mail('Two'));
    await organisation.save(organisation.settings);
    await organisation.untilPhase('anna@example.com', 'live');
    const before = await organisation.messagesOf('anna');
    await organisation.save({ domains: ['other.example'] });
    organisation.server.deliver('anna@example.com', mail('Meanwhile'));
    expect((await organisation.mailboxes()).totals.all).toBe(0);
    const [account] = (await organisation.app.call('anna', 'GET', '/accounts')).body['items'] as object[];
    expect(account).toMatchObject({ phase: 'disconnected', managedBy: null, importedCount: 2 });
    await organisation.save({ domains: ['example.com'] });
    await organisation.until('anna@example.com', async () => (await subjectsOf('anna')).length === 3);
    expect(await organisation.messagesOf('anna')).toEqual(expect.arrayContaining(before));
    expect(mailbox.fetched).toHaveLength(3);
  });

  it('follows the host’s users as they come, change and go', async () => {
    await begin('anna@example.com');
    for (const address of ['anna@example.com', 'anna@second.example', 'ben@example.com']) organisation.server.add(address, mail(address));
    await organisation.save({ ...organisation.settings, domains: ['example.com', 'second.example'] });
    await organisation.untilPhase('anna@example.com', 'live');
    const { people } = organisation.app;
    const coverage = organisation.app.app.get(ExchangeCoverage, { strict: false });
    people.push({ id: 'ben', email: 'ben@example.com', displayName: 'Ben' });
    await coverage.userChanged('ben');
    await organisation.untilPhase('ben@example.com', 'live');
    Object.assign(people[0] ?? {}, { email: 'anna@second.example' });
    await coverage.userChanged('anna');
    await organisation.untilPhase('anna@second.example', 'live');
    expect(await organisation.mailboxOf('anna@example.com')).toBeUndefined();
    expect(await subjectsOf('anna')).toEqual(['anna@example.com', 'anna@second.example']);
    people.splice(0, 1);
    await coverage.userChanged('anna');
    expect((await organisation.mailboxes()).items.map(({ userId }) => userId)).toEqual(['ben']);
  });

  describe('and a personal account', () => {
    const personal = { emailAddress: 'anna@example.com', password: 'own' };
    const provider = { name: 'Own', serviceType: 'exchange', serviceAddress: 'mail.example.com', domains: ['example.com'] };
    beforeEach(async () => {
      await begin('anna@example.com');
      await organisation.app.call('admin', 'POST', '/providers', provider);
    });

    it('of the same mailbox are one: each message is there once, whichever way it is reached', async () => {
      const mailbox = organisation.server.add('anna@example.com', mail('One'), mail('Two'));
      const { body } = await organisation.app.call('anna', 'POST', '/accounts', personal);
      const id = String(body['id']);
      await organisation.until('anna@example.com', async () => (await subjectsOf('anna')).length === 2);
      const before = await organisation.messagesOf('anna');
      await organisation.save(organisation.settings);
      await organisation.until('anna@example.com', async () => (await organisation.mailboxOf('anna@example.com')) !== undefined);
      expect(await organisation.mailboxOf('anna@example.com')).toMatchObject({ accountId: id, reachedBy: 'personal' });

      expect((await organisation.app.call('anna', 'DELETE', `/accounts/${id}`)).status).toBe(204);
      await organisation.untilPhase('anna@example.com', 'live');
      expect(await organisation.mailboxOf('anna@example.com')).toMatchObject({ accountId: id, reachedBy: 'integration' });
      expect((await organisation.app.call('anna', 'DELETE', `/accounts/${id}`)).body).toMatchObject({ code: 'account-managed' });

      const again = await organisation.app.call('anna', 'POST', '/accounts', personal);
      expect(again).toMatchObject({ status: 201, body: { id, kind: 'personal', managedBy: null } });
      await organisation.untilPhase('anna@example.com', 'live');
      expect(await organisation.messagesOf('anna')).toEqual(before);
      expect(mailbox.fetched).toHaveLength(2);
    });

    it('of its primary address are one, though the CRM knows the user by a second', async () => {
      organisation.server.add('anna.long@example.com', mail('One'));
      organisation.server.secondary.set('anna@example.com', 'anna.long@example.com');
      await organisation.app.call('anna', 'POST', '/accounts', { ...personal, emailAddress: 'anna.long@example.com' });
      await organisation.until('anna@example.com', async () => (await subjectsOf('anna')).length === 1);
      await organisation.save(organisation.settings);
      await organisation.until(
        'anna@example.com',
        async () => (await organisation.mailboxOf('anna@example.com'))?.reachedBy === 'personal',
      );
      expect(await subjectsOf('anna')).toEqual(['One']);
    });
  });

  describe('when the super-user fails', () => {
    const stopped = () => new Promise<void>((resolve) => organisation.app.app.get(SuperUser, { strict: false }).whenStopped(resolve));
    beforeEach(async () => {
      await begin('anna@example.com', 'ben@example.com');
      for (const address of ['anna@example.com', 'ben@example.com']) organisation.server.add(address, mail(address));
      await organisation.save(organisation.settings);
      for (const address of ['anna@example.com', 'ben@example.com']) await organisation.untilPhase(address, 'live');
      const hasStopped = stopped();
      organisation.server.superUser.password = 'new';
      organisation.server.deliver('anna@example.com', mail('Later'));
      await hasStopped;
    });

    it('everything stands still with one error of its own, and goes on when it works again', async () => {
      const { body } = await organisation.app.call('admin', 'GET', '/exchange-integration');
      expect(body).toMatchObject({ enabled: true, status: 'stopped', lastError: { code: 'authentication-failed' } });
      expect((await organisation.mailboxes()).items.map(({ phase, lastError }) => ({ phase, lastError }))).toEqual([
        { phase: 'connecting', lastError: null },
        { phase: 'connecting', lastError: null },
      ]);
      const recovery = organisation.app.app.get(SuperUserRecovery, { strict: false });
      await organisation.rows('UPDATE mail_exchange_integration SET next_try_at = 0');
      await recovery.tryAgain();
      expect((await organisation.rows('SELECT status, tries FROM mail_exchange_integration'))[0]).toEqual({ status: 'stopped', tries: 2 });
      organisation.server.superUser.password = 'secret';
      await organisation.rows('UPDATE mail_exchange_integration SET next_try_at = 0');
      await recovery.tryAgain();
      await organisation.until('anna@example.com', async () => (await subjectsOf('anna')).includes('Later'));
      await organisation.untilPhase('ben@example.com', 'live');
    });

    it('and another password is entered, everything goes on at once', async () => {
      expect((await organisation.save({ password: 'new' })).body).toMatchObject({ status: 'running', lastError: null });
      await organisation.until('anna@example.com', async () => (await subjectsOf('anna')).includes('Later'));
    });
  });

  describe('has a policy', () => {
    const skipped = async () => {
      const { body } = await organisation.app.call('anna', 'GET', `/accounts/${await accountOf('anna@example.com')}/skipped`);
      return (body['items'] as SkippedMessage[]).map(({ reason }) => reason).sort();
    };
    const isWhole = async () => {
      const mailbox = await organisation.mailboxOf('anna@example.com');
      return mailbox?.phase === 'live' && mailbox.serverCount === mailbox.importedCount + mailbox.skippedCount;
    };
    const untilImported = (...subjects: string[]) =>
      organisation.until(
        'anna@example.com',
        async () => JSON.stringify(await subjectsOf('anna')) === JSON.stringify(subjects) && isWhole(),
      );
    const excluding = (exclusions: object) => ({ policy: { exclusions } });
    beforeEach(async () => {
      await begin('anna@example.com');
    });

    it('that keeps messages out, says of each why, and follows its changes without fetching what is there', async () => {
      const mailbox = organisation.server.add(
        'anna@example.com',
        mail('Large', {}, 'x'.repeat(5_000)),
        mail('Lawyer', { From: 'law@firm.example' }),
        mail('News', { From: 'news@mail.shop.example' }),
        mail('Plain'),
        mail('Private', { Sensitivity: 'Private' }),
        mail('To the lawyer', { From: 'anna@example.com', To: 'Law@Firm.example' }),
      );
      const exclusions = { addresses: ['law@firm.example'], domains: ['shop.example'], sensitivities: ['private'], maxSize: 4_000 };
      await organisation.save({ ...organisation.settings, ...excluding(exclusions) });
      await untilImported('Plain');
      expect(await skipped()).toEqual([
        'excluded-address',
        'excluded-address',
        'excluded-domain',
        'excluded-sensitivity',
        'over-size-limit',
      ]);
      expect(mailbox.fetched).toHaveLength(5);

      await organisation.save(excluding({ ...exclusions, domains: [], maxSize: null }));
      await untilImported('Large', 'News', 'Plain');
      expect(mailbox.fetched).toHaveLength(7);

      await organisation.save(excluding({ domains: ['example.com'] }));
      await untilImported('Lawyer', 'News', 'To the lawyer');
    });

    it('of folders, which their owner may narrow but not widen', async () => {
      const mailbox = organisation.server.add('anna@example.com', mail('In'));
      mailbox.addFolder('projects', 'Projects', { parent: 'inbox' });
      mailbox.addFolder('other', 'Other');
      mailbox.deliver('projects', mail('Project'));
      mailbox.deliver('other', mail('Other'));
      await organisation.save({ ...organisation.settings, policy: { folders: { roles: ['inbox'] } } });
      await untilImported('In', 'Project');
      const id = await accountOf('anna@example.com');
      const folders = (await organisation.app.call('anna', 'GET', `/accounts/${id}/folders`)).body['items'] as {
        id: string;
        path: string;
      }[];
      const choose = (path: string, selected: boolean) =>
        organisation.app.call('anna', 'PUT', `/accounts/${id}/folders`, {
          items: [{ id: folders.find((folder) => folder.path === path)?.id, selected }],
        });
      expect((await choose('Other', true)).body).toMatchObject({ code: 'beyond-policy' });
      expect((await choose('Inbox/Projects', false)).status).toBe(200);
      await untilImported('In');

      await organisation.save({ policy: { folders: { paths: ['inbox', 'other'] } } });
      await untilImported('In', 'Other');
      await organisation.save({ policy: { usersMayTighten: false } });
      await untilImported('In', 'Other', 'Project');
      expect((await choose('Other', false)).body).toMatchObject({ code: 'policy-fixed' });
    });

    it('of dates, and of what owners may exclude besides', async () => {
      const mailbox = organisation.server.add('anna@example.com');
      for (const year of [2020, 2022, 2024])
        mailbox.deliver('inbox', mail(`Year ${year}`), { receivedAt: new Date(`${year}-06-01T00:00:00Z`) });
      await organisation.save({ ...organisation.settings, policy: { startDate: '2021-01-01' } });
      await untilImported('Year 2022', 'Year 2024');
      const path = `/accounts/${await accountOf('anna@example.com')}`;
      const change = (patch: object) => organisation.app.call('anna', 'PATCH', path, patch);
      expect((await change({ startDate: '2019-01-01' })).body).toMatchObject({ code: 'beyond-policy' });
      expect((await change({ password: 'own' })).body).toMatchObject({ code: 'account-managed' });
      await change({ startDate: '2023-01-01' });
      await untilImported('Year 2024');
      await change({ startDate: null, exclusions: { addresses: ['Ben@example.com'] } });
      await untilImported();
      await organisation.save({ policy: { startDate: null, usersMayTighten: false } });
      await untilImported('Year 2020', 'Year 2022', 'Year 2024');
    });
  });
});

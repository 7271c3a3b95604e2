import { type AuditChange, type AuditEntry } from '@mailroom/contract';
import { Screen } from '../../testing/screen';
import { AuditLog } from './audit-log';

const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  id: 'e1',
  at: '2026-11-20T09:12:00Z',
  actorId: 'ada',
  actorName: 'Ada Lindqvist',
  action: 'provider.changed',
  subjectType: 'provider',
  subjectId: 'p1',
  subjectName: 'Contoso',
  changes: [],
  ...change,
});
const field = (name: string, from: AuditChange['from'], to: AuditChange['to']): AuditChange => ({ field: name, isSecret: false, from, to });

describe('The audit log', () => {
  let screen: Screen<AuditLog>;

  const show = async (items: AuditEntry[], nextCursor: string | null = null): Promise<void> => {
    screen = Screen.show(AuditLog, { who: 'administrator' });
    await screen.answer('GET /api/mail/audit', { items, nextCursor });
  };

  it('tells who changed what, when, and from what to what', async () => {
    await show([entry({ changes: [field('send', true, false), field('domains', [], ['contoso.example'])] })]);
    expect(screen.text()).toContain('Email provider changed Contoso');
    expect(screen.text()).toContain('Send emails: on → became off');
    expect(screen.text()).toContain('Domains: none → became contoso.example');
    expect(screen.text()).toContain('Ada Lindqvist');
  });

  it('tells of a secret only that it was changed', async () => {
    await show([entry({ changes: [{ field: 'clientSecret', isSecret: true, from: null, to: null }] })]);
    expect(screen.text()).toContain('Client secret: changed');
  });

  it('names what a new thing began with, and what a deleted one ended with', async () => {
    await show([
      entry({ action: 'provider.created', changes: [field('authMethod', null, 'oauth2')] }),
      entry({ id: 'e2', action: 'provider.deleted', changes: [field('authMethod', 'ntlm', null)] }),
    ]);
    expect(screen.text()).toContain('Authentication: OAuth 2.0');
    expect(screen.text()).toContain('Authentication: NTLM (Windows)');
  });

  it('tells domains as people write them', async () => {
    await show([
      entry({
        ...{ action: 'provider-domain.added', subjectType: 'provider-domain', subjectName: 'xn--mller-kva.example' },
        changes: [field('domains', ['contoso.example'], ['contoso.example', 'xn--mller-kva.example'])],
      }),
    ]);
    expect(screen.text()).toContain('Domain added müller.example');
    expect(screen.text()).toContain('became contoso.example, müller.example');
  });

  it('goes on page by page', async () => {
    await show([entry()], 'next');
    await screen.press('Show more');
    const call = await screen.call('GET /api/mail/audit');
    expect(call.request.params.get('cursor')).toBe('next');
    call.flush({ items: [entry({ id: 'e2', subjectName: 'Fabrikam' })], nextCursor: null });
    await screen.settle();
    expect(screen.text()).toContain('Contoso');
    expect(screen.text()).toContain('Fabrikam');
    expect(await screen.hasButton('Show more')).toBe(false);
  });

  it('is narrowed to one person’s changes, and widened again', async () => {
    await show([entry()]);
    screen.element<HTMLButtonElement>('mailroom-audit-row button').click();
    const call = await screen.call('GET /api/mail/audit');
    expect(call.request.params.get('actorId')).toBe('ada');
    call.flush({ items: [], nextCursor: null });
    await screen.settle();
    expect(screen.text()).toContain('Only changes by Ada Lindqvist');
    await screen.press('Show everybody’s');
    expect((await screen.call('GET /api/mail/audit')).request.params.has('actorId')).toBe(false);
  });

  it('is narrowed to whole days and to one kind of thing', async () => {
    await show([entry()]);
    await screen.select('What', 'Email accounts');
    (await screen.call('GET /api/mail/audit')).flush({ items: [], nextCursor: null });
    await screen.enter('From', '2026-11-01');
    (await screen.call('GET /api/mail/audit')).flush({ items: [], nextCursor: null });
    await screen.enter('To', '2026-11-02');
    const { params } = (await screen.call('GET /api/mail/audit')).request;
    expect(params.get('subjectType')).toBe('account');
    expect(params.get('since')).toBe(new Date(2026, 10, 1).toISOString());
    expect(params.get('until')).toBe(new Date(2026, 10, 3).toISOString());
  });

  it('shows what was asked for last, whatever answers first', async () => {
    await show([entry()]);
    await screen.select('What', 'Email accounts');
    const first = await screen.call('GET /api/mail/audit');
    await screen.select('What', 'Email providers');
    await screen.answer('GET /api/mail/audit', { items: [entry({ subjectName: 'Fabrikam' })], nextCursor: null });
    first.flush({ items: [entry({ subjectName: 'Too late' })], nextCursor: null });
    await screen.settle();
    expect(screen.text()).toContain('Fabrikam');
    expect(screen.text()).not.toContain('Too late');
  });
});

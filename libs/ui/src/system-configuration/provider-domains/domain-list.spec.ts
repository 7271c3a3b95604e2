import { type ProviderDomain } from '@mailroom/contract';
import { aProvider } from '../../testing/samples';
import { Screen } from '../../testing/screen';
import { DomainList } from './domain-list';

const contoso = aProvider({ id: '0199f000-0000-7000-8000-000000000001' });
const fabrikam = aProvider({ id: '0199f000-0000-7000-8000-000000000002', name: 'Fabrikam' });
const entry = (id: string, domain: string, unicodeDomain = domain): ProviderDomain => ({
  ...{ id, domain, unicodeDomain },
  ...{ providerId: contoso.id, providerName: 'Contoso' },
});

describe('The lookup of email providers domains', () => {
  let screen: Screen<DomainList>;

  const show = async (domains: ProviderDomain[], providers = [contoso, fabrikam]): Promise<void> => {
    screen = Screen.show(DomainList, { who: 'administrator' });
    await screen.answer('GET /api/mail/providers', { items: providers, nextCursor: null });
    await screen.answer('GET /api/mail/provider-domains', { items: domains, nextCursor: null });
  };
  const add = async (domain: string, provider: string): Promise<void> => {
    await screen.enter('Domain', domain);
    await screen.select('Email provider', provider);
    await screen.press('Add');
  };

  it('lists domains as people write them', async () => {
    await show([entry('d1', 'zebra.example'), entry('d2', 'xn--mller-kva.example', 'müller.example')]);
    expect(screen.text()).toContain('müller.example xn--mller-kva.example Contoso');
    expect(screen.text().indexOf('müller.example')).toBeLessThan(screen.text().indexOf('zebra.example'));
  });

  it('gives a domain to a provider', async () => {
    await show([]);
    await add('Müller.example', 'Contoso');
    const call = await screen.call('POST /api/mail/provider-domains');
    expect(call.request.body).toEqual({ providerId: contoso.id, domain: 'Müller.example' });
    call.flush(entry('d1', 'xn--mller-kva.example', 'müller.example'));
    await screen.settle();
    expect(screen.text()).toContain('müller.example belongs to “Contoso” now.');
    expect(await (await screen.input('Domain')).getValue()).toBe('');
  });

  it('says what is no domain, and that a provider is to be chosen', async () => {
    await show([]);
    await screen.enter('Domain', 'http://contoso');
    await screen.press('Add');
    expect((await screen.errorsOf('Domain'))[0]).toContain('Enter a domain such as example.com');
    expect(await screen.errorsOf('Email provider')).toEqual(['Choose an email provider.']);
    screen.http.expectNone(() => true);
  });

  it('says whose a domain is that has a provider already', async () => {
    await show([entry('d1', 'contoso.example')]);
    await add('contoso.example', 'Fabrikam');
    const problem = { type: 'about:blank', title: 'Conflict', status: 409, code: 'domain-taken', detail: 'It is taken.' };
    await screen.answer(
      'POST /api/mail/provider-domains',
      { ...problem, domain: 'contoso.example', providerId: contoso.id, providerName: 'Contoso' },
      409,
    );
    expect(await screen.errorsOf('Domain')).toEqual(['contoso.example belongs to “Contoso”. Remove it there first.']);
  });

  it('removes a domain after asking', async () => {
    await show([entry('d1', 'contoso.example')]);
    screen.element<HTMLButtonElement>('[aria-label="Remove contoso.example"]').click();
    await screen.settle();
    expect(screen.text()).toContain('Mailboxes that are connected stay as they are.');
    await screen.press('Remove');
    await screen.answer('DELETE /api/mail/provider-domains/d1', null, 204);
    expect(screen.text()).toContain('No domain yet');
  });

  it('leads to the providers where there is none', async () => {
    await show([], []);
    expect(screen.element<HTMLAnchorElement>('mailroom-empty-state a').getAttribute('href')).toBe(
      '/system-configuration/email-providers/new',
    );
  });
});

import { type Provider } from '@mailroom/contract';
import { anAccount, aProvider } from '../testing/samples';
import { Screen } from '../testing/screen';
import { ProviderList } from './provider-list';

describe('Deleting an email provider', () => {
  let screen: Screen<ProviderList>;

  const show = async (provider: Provider): Promise<void> => {
    screen = Screen.show(ProviderList, { who: 'administrator' });
    await screen.answer('GET /api/mail/listener', { status: 'running', instances: [], queueDepth: 0 });
    await screen.answer('GET /api/mail/providers', { items: [provider], nextCursor: null });
    screen.element<HTMLButtonElement>('[aria-label="Delete Contoso"]').click();
  };
  const accountsOf = { items: [anAccount(), anAccount({ id: 'a2', emailAddress: 'ben@contoso.example', ownerName: null })] };

  it('is refused while email accounts use it, with whose they are', async () => {
    await show(aProvider({ accountCount: 2 }));
    const call = await screen.call('GET /api/mail/accounts');
    expect(call.request.params.toString()).toBe('scope=all&providerId=p1&limit=20');
    call.flush({ ...accountsOf, nextCursor: null });
    await screen.settle();
    expect(screen.text()).toContain('“Contoso” cannot be deleted yet');
    expect(screen.text()).toContain('anna@contoso.example – Anna Berger');
    expect(screen.text()).toContain('ben@contoso.example');
    expect(await screen.hasButton('Delete provider')).toBe(false);
  });

  it('says how many more there are than it names', async () => {
    await show(aProvider({ accountCount: 1_202 }));
    await screen.answer('GET /api/mail/accounts', { ...accountsOf, nextCursor: 'next' });
    expect(screen.text()).toContain('1,202 email accounts use it.');
    expect(screen.text()).toContain('and 1,200 more');
  });

  it('is refused, too, when an account was added meanwhile', async () => {
    await show(aProvider());
    await screen.press('Delete provider');
    const { id, emailAddress, ownerId, ownerName } = anAccount();
    await screen.answer(
      'DELETE /api/mail/providers/p1',
      {
        ...{ type: 'about:blank', title: 'Conflict', status: 409, code: 'provider-has-accounts', detail: '1 account uses it.' },
        ...{ accountCount: 1, accounts: [{ id, emailAddress, ownerId, ownerName }] },
      },
      409,
    );
    expect(screen.text()).toContain('anna@contoso.example – Anna Berger');
  });

  it('is asked about once and then done', async () => {
    await show(aProvider({ domains: ['xn--mller-kva.example'] }));
    await screen.settle();
    expect(screen.text()).toContain('Users with an address in müller.example have to choose a server themselves.');
    await screen.press('Delete provider');
    await screen.answer('DELETE /api/mail/providers/p1', null, 204);
    expect(screen.text()).toContain('No email provider yet');
  });
});

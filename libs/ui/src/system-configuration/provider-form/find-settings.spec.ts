import { type Discovery } from '@mailroom/contract';
import { aProvider, anOffer } from '../../testing/samples';
import { Screen } from '../../testing/screen';
import { ProviderForm } from './provider-form';

const found: Discovery = {
  proposal: {
    name: 'Contoso',
    serviceType: 'exchange',
    serviceAddress: 'owa.contoso.example',
    authMethod: 'ntlm',
    domains: ['contoso.example'],
  },
  attempts: [
    { method: 'soap', url: 'https://contoso.example/autodiscover', code: 'host-not-found' },
    { method: 'pox', url: 'https://autodiscover.contoso.example/autodiscover' },
  ],
};

describe('Settings found from an email address', () => {
  let screen: Screen<ProviderForm>;

  const show = (inputs: Record<string, unknown> = {}): void => {
    screen = Screen.show(ProviderForm, { who: 'administrator', inputs: { offers: [anOffer()], ...inputs } });
  };
  const find = async (answer: Discovery): Promise<void> => {
    await screen.enter('Email address on this server', 'anna@contoso.example');
    await screen.press('Find settings');
    await screen.answer('POST /api/mail/providers/discover', answer);
  };

  it('are asked for with an address only', async () => {
    show();
    await screen.press('Find settings');
    expect(await screen.errorsOf('Email address on this server')).toEqual(['Enter an email address such as anna@example.com.']);
    screen.http.expectNone(() => true);
  });

  it('fill what nobody has entered, and say where they come from', async () => {
    show();
    await find(found);
    expect(screen.text()).toContain('Settings found Autodiscover: https://autodiscover.contoso.example/autodiscover');
    expect(await (await screen.input('Service address')).getValue()).toBe('owa.contoso.example');
    expect(await (await screen.input('Name')).getValue()).toBe('Contoso');
    expect(screen.text()).toContain('Authentication NTLM (Windows) filled in');
    expect(screen.text()).toContain('Service type Exchange as you have it');
    expect(screen.fixture.componentInstance.state().form.getRawValue()).toMatchObject({ authMethod: 'ntlm', domains: ['contoso.example'] });
  });

  it('replace nothing that was entered until this is wanted', async () => {
    show();
    await screen.enter('Service address', 'mail.contoso.example');
    await find(found);
    expect(screen.text()).toContain('Service address owa.contoso.example differs; yours was kept');
    expect(await (await screen.input('Service address')).getValue()).toBe('mail.contoso.example');
    await screen.press('Use this');
    expect(await (await screen.input('Service address')).getValue()).toBe('owa.contoso.example');
    expect(screen.text()).not.toContain('yours was kept');
  });

  it('replace nothing of a stored provider, either', async () => {
    show({ provider: aProvider({ name: 'Main server', domains: ['contoso.com'] }) });
    await find(found);
    expect(await (await screen.input('Service address')).getValue()).toBe('mail.contoso.example');
    expect(await (await screen.input('Name')).getValue()).toBe('Main server');
    expect(screen.fixture.componentInstance.state().form.getRawValue().domains).toEqual(['contoso.com', 'contoso.example']);
  });

  it('that are not to be had are said to be missing, with where they were looked for', async () => {
    show();
    await find({ proposal: null, attempts: [{ method: 'srv', url: '_autodiscover._tcp.contoso.example', code: 'host-not-found' }] });
    expect(screen.text()).toContain('Nothing was found');
    expect(screen.text()).toContain('_autodiscover._tcp.contoso.example No server of this name exists.');
  });
});

import { Clipboard } from '@angular/cdk/clipboard';
import { TestBed } from '@angular/core/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatChipGridHarness, MatChipInputHarness } from '@angular/material/chips/testing';
import { MatRadioButtonHarness } from '@angular/material/radio/testing';
import { type OAuthRegistration, type Provider } from '@mailroom/contract';
import { anOffer, aProvider } from '../../testing/samples';
import { Screen } from '../../testing/screen';
import { ProviderForm } from './provider-form';

describe('ProviderForm', () => {
  let screen: Screen<ProviderForm>;
  let saved: Provider[];

  const show = (inputs: Record<string, unknown> = {}): void => {
    screen = Screen.show(ProviderForm, { who: 'administrator', inputs: { offers: [anOffer()], ...inputs } });
    saved = [];
    screen.fixture.componentInstance.saved.subscribe((provider) => saved.push(provider));
  };

  it('says on each field what is missing, and sends nothing', async () => {
    show();
    await (await screen.loader.getHarness(MatCheckboxHarness.with({ label: 'Receive emails' }))).uncheck();
    await (await screen.loader.getHarness(MatCheckboxHarness.with({ label: 'Send emails' }))).uncheck();
    await screen.choose(/^OAuth 2.0/);
    await screen.press('Save');

    expect(await screen.errorsOf('Service address')).toEqual(['Enter the mail server’s address, such as example.exchange.com.']);
    expect(await screen.errorsOf('Name')).toEqual(['Fill in this field.']);
    expect(await screen.errorsOf('Application (client) ID')).toEqual(['OAuth 2.0 needs the Application (client) ID.']);
    expect(await screen.errorsOf('Client secret')).toEqual(['OAuth 2.0 needs the client secret.']);
    expect(screen.text()).toContain('Choose at least one of “Receive emails” and “Send emails”.');
    screen.http.expectNone('/api/mail/providers');
  });

  it('shows where a pasted address leads to and saves it in its plain form', async () => {
    show();
    await screen.enter('Name', 'Contoso');
    await screen.enter('Service address', 'https://Mail.Contoso.example/EWS/Exchange.asmx');
    expect(screen.text()).toContain('https://mail.contoso.example/EWS/Exchange.asmx');
    await screen.press('Save');

    const request = screen.http.expectOne({ method: 'POST', url: '/api/mail/providers' });
    expect(request.request.body).toMatchObject({
      name: 'Contoso',
      serviceAddress: 'mail.contoso.example',
      authMethod: 'basic',
      clientId: null,
    });
    request.flush({ id: 'p1', name: 'Contoso' });
    await screen.settle();
    expect(saved).toEqual([{ id: 'p1', name: 'Contoso' }]);
  });

  it('warns of Basic authentication and offers only what the service type can do', async () => {
    show({ offers: [anOffer({ authMethods: ['basic'] })] });
    await screen.settle();
    expect(screen.text()).toContain('Microsoft is deprecating Basic authentication');
    expect(await screen.loader.getAllHarnesses(MatRadioButtonHarness.with({ label: /^OAuth/ }))).toEqual([]);
  });

  it('keeps what is no domain in the field, with the reason', async () => {
    show();
    const grid = await screen.loader.getHarness(MatChipGridHarness);
    const input = await screen.loader.getHarness(MatChipInputHarness);
    await input.setValue('Contoso.Example');
    await input.blur();
    await input.setValue('http://contoso');
    await input.blur();

    const rows = await grid.getRows();
    expect(await Promise.all(rows.map((row) => row.getText()))).toEqual(['contoso.example']);
    expect(await input.getValue()).toBe('http://contoso');
    expect(screen.text()).toContain('Enter a domain such as example.com');
  });

  it('puts the API’s answer onto the field that it is about, until the field is changed', async () => {
    show();
    await screen.enter('Name', 'Contoso');
    await screen.enter('Service address', 'mail.contoso.example');
    await screen.press('Save');
    const errors = [{ path: 'name', code: 'name-taken', message: 'Another provider has this name.' }];
    screen.http
      .expectOne('/api/mail/providers')
      .flush(
        { type: 'about:blank', title: 'Invalid', status: 422, code: 'validation-failed', detail: 'Not saved.', errors },
        { status: 422, statusText: 'Unprocessable' },
      );
    await screen.settle();
    expect(await screen.errorsOf('Name')).toEqual(['Another provider has this name.']);

    await screen.enter('Name', 'Contoso 2');
    expect(await screen.errorsOf('Name')).toEqual([]);
  });

  it('keeps a stored client secret that is not entered again', async () => {
    show({
      provider: aProvider({ authMethod: 'oauth2', clientId: 'app', hasClientSecret: true }),
    });
    await screen.press('Save');
    const request = screen.http.expectOne({ method: 'PATCH', url: '/api/mail/providers/p1' });
    expect(request.request.body).toMatchObject({ clientId: 'app' });
    expect(request.request.body).not.toHaveProperty('clientSecret');
  });

  describe('by OAuth 2.0', () => {
    const microsoft365 = anOffer({
      serviceType: 'microsoft365',
      authMethods: ['oauth2'],
      versions: [],
      serviceAddress: 'outlook.office365.com',
      warnings: [{ code: 'ews-end-of-life', message: 'It ends on 1 April 2027.' }],
    });
    const registration: OAuthRegistration = {
      redirectUri: 'https://crm.example/api/mail/oauth/callback',
      permissions: [{ name: 'EWS.AccessAsUser.All', type: 'delegated' }],
    };
    const showMicrosoft365 = async (): Promise<void> => {
      show({ offers: [microsoft365] });
      await screen.answer('GET /api/mail/oauth/registration', registration);
    };

    it('shows what to register, ready to be copied', async () => {
      await showMicrosoft365();
      const copy = jest.spyOn(TestBed.inject(Clipboard), 'copy').mockReturnValue(true);
      screen.element<HTMLButtonElement>('[aria-label="Copy “Redirect URI”"]').click();
      expect(copy).toHaveBeenCalledWith(registration.redirectUri);
      await screen.settle();
      expect(screen.text()).toContain('Copied');
    });

    it('knows the address of Microsoft 365 and says when its web services end', async () => {
      await showMicrosoft365();
      expect(await (await screen.input('Service address')).getValue()).toBe('outlook.office365.com');
      expect(screen.text()).toContain('It ends on 1 April 2027.');
    });

    it('takes tenant, cloud and another sign-in service along', async () => {
      await showMicrosoft365();
      await screen.enter('Name', 'Microsoft 365');
      await screen.enter('Application (client) ID', 'app');
      await screen.enter('Client secret', 'hush');
      await screen.enter('Directory (tenant)', 'contoso.example');
      await screen.select('Cloud', 'US Government');
      await screen.enter('Authority', 'http://sign-in.example');
      await screen.press('Save');
      expect(await screen.errorsOf('Authority')).toEqual(['Enter an address that begins with https://.']);
      await screen.enter('Authority', 'https://sign-in.example');
      await screen.press('Save');
      const { request } = await screen.call('POST /api/mail/providers');
      expect(request.body).toMatchObject({
        ...{ serviceType: 'microsoft365', authMethod: 'oauth2', clientId: 'app', clientSecret: 'hush' },
        ...{ directoryTenant: 'contoso.example', cloud: 'usGovernment', authority: 'https://sign-in.example' },
      });
    });

    it('warns of Exchange Online’s address where it is entered as an Exchange server’s', async () => {
      show();
      await screen.enter('Service address', 'https://outlook.office365.com/EWS/Exchange.asmx');
      expect(screen.text()).toContain('Choose the service type “Microsoft 365”.');
      expect(screen.text()).toContain('1 April 2027');
    });
  });

  it('is tried before it has a name, once everything else is in order', async () => {
    show();
    await screen.press('Test connection');
    await screen.enter('Test mailbox’s address', 'anna@contoso.example');
    await screen.enter('Password', 'secret');
    await screen.press('Run the test');
    expect(await screen.errorsOf('Service address')).toEqual(['Enter the mail server’s address, such as example.exchange.com.']);
    await screen.enter('Service address', 'mail.contoso.example');
    await screen.press('Run the test');
    const { request } = await screen.call('POST /api/mail/providers/diagnose');
    expect(request.body).toMatchObject({ provider: { serviceAddress: 'mail.contoso.example', authMethod: 'basic' } });
  });
});

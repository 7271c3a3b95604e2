import { type HarnessLoader } from '@angular/cdk/testing';
import { TestbedHarnessEnvironment } from '@angular/cdk/testing/testbed';
import { HttpTestingController } from '@angular/common/http/testing';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { MatButtonHarness } from '@angular/material/button/testing';
import { MatCheckboxHarness } from '@angular/material/checkbox/testing';
import { MatChipGridHarness, MatChipInputHarness } from '@angular/material/chips/testing';
import { MatFormFieldHarness } from '@angular/material/form-field/testing';
import { MatInputHarness } from '@angular/material/input/testing';
import { MatRadioButtonHarness } from '@angular/material/radio/testing';
import { type Provider, type ServiceTypeOffer } from '@mailroom/contract';
import { provideTestHost, settled } from '../../testing/mailroom-testing';
import { anOffer } from '../../testing/samples';
import { ProviderForm } from './provider-form';

const everything = anOffer();

describe('ProviderForm', () => {
  let fixture: ComponentFixture<ProviderForm>;
  let loader: HarnessLoader;
  let http: HttpTestingController;
  let saved: Provider[];

  const show = (inputs: { offers?: ServiceTypeOffer[]; provider?: Partial<Provider> }): void => {
    TestBed.configureTestingModule({ providers: provideTestHost('administrator') });
    fixture = TestBed.createComponent(ProviderForm);
    fixture.componentRef.setInput('offers', inputs.offers ?? [everything]);
    fixture.componentRef.setInput('provider', inputs.provider ?? null);
    loader = TestbedHarnessEnvironment.loader(fixture);
    http = TestBed.inject(HttpTestingController);
    saved = [];
    fixture.componentInstance.saved.subscribe((provider) => saved.push(provider));
  };
  const field = (label: string): Promise<MatFormFieldHarness> => loader.getHarness(MatFormFieldHarness.with({ floatingLabelText: label }));
  const enter = async (label: string, text: string): Promise<void> => {
    const input = await (await field(label)).getControl(MatInputHarness);
    await input?.setValue(text);
  };
  const errorsOf = async (label: string): Promise<string[]> => (await field(label)).getTextErrors();
  const choose = async (label: RegExp): Promise<void> => (await loader.getHarness(MatRadioButtonHarness.with({ label }))).check();
  const save = async (): Promise<void> => (await loader.getHarness(MatButtonHarness.with({ text: 'Save' }))).click();
  const text = (): string => (fixture.nativeElement as HTMLElement).textContent;

  it('says on each field what is missing, and sends nothing', async () => {
    show({});
    await (await loader.getHarness(MatCheckboxHarness.with({ label: 'Receive emails' }))).uncheck();
    await (await loader.getHarness(MatCheckboxHarness.with({ label: 'Send emails' }))).uncheck();
    await choose(/^OAuth 2.0/);
    await save();

    expect(await errorsOf('Service address')).toEqual(['Enter the mail server’s address, such as example.exchange.com.']);
    expect(await errorsOf('Name')).toEqual(['Fill in this field.']);
    expect(await errorsOf('Application (client) ID')).toEqual(['OAuth 2.0 needs the Application (client) ID.']);
    expect(await errorsOf('Client secret')).toEqual(['OAuth 2.0 needs the client secret.']);
    expect(text()).toContain('Choose at least one of “Receive emails” and “Send emails”.');
    http.expectNone('/api/mail/providers');
  });

  it('shows where a pasted address leads to and saves it in its plain form', async () => {
    show({});
    await enter('Name', 'Contoso');
    await enter('Service address', 'https://Mail.Contoso.example/EWS/Exchange.asmx');
    expect(text()).toContain('https://mail.contoso.example/EWS/Exchange.asmx');
    await save();

    const request = http.expectOne({ method: 'POST', url: '/api/mail/providers' });
    expect(request.request.body).toMatchObject({
      name: 'Contoso',
      serviceAddress: 'mail.contoso.example',
      authMethod: 'basic',
      clientId: null,
    });
    request.flush({ id: 'p1', name: 'Contoso' });
    await settled(fixture);
    expect(saved).toEqual([{ id: 'p1', name: 'Contoso' }]);
  });

  it('warns of Basic authentication and offers only what the service type can do', async () => {
    show({ offers: [{ ...everything, authMethods: ['basic'] }] });
    await settled(fixture);
    expect(text()).toContain('Microsoft is deprecating Basic authentication');
    expect(await loader.getAllHarnesses(MatRadioButtonHarness.with({ label: /^OAuth/ }))).toEqual([]);
  });

  it('keeps what is no domain in the field, with the reason', async () => {
    show({});
    const grid = await loader.getHarness(MatChipGridHarness);
    const input = await loader.getHarness(MatChipInputHarness);
    await input.setValue('Contoso.Example');
    await input.blur();
    await input.setValue('http://contoso');
    await input.blur();

    const rows = await grid.getRows();
    expect(await Promise.all(rows.map((row) => row.getText()))).toEqual(['contoso.example']);
    expect(await input.getValue()).toBe('http://contoso');
    expect(text()).toContain('Enter a domain such as example.com');
  });

  it('puts the API’s answer onto the field that it is about, until the field is changed', async () => {
    show({});
    await enter('Name', 'Contoso');
    await enter('Service address', 'mail.contoso.example');
    await save();
    const errors = [{ path: 'name', code: 'name-taken', message: 'Another provider has this name.' }];
    http
      .expectOne('/api/mail/providers')
      .flush(
        { type: 'about:blank', title: 'Invalid', status: 422, code: 'validation-failed', detail: 'Not saved.', errors },
        { status: 422, statusText: 'Unprocessable' },
      );
    await settled(fixture);
    expect(await errorsOf('Name')).toEqual(['Another provider has this name.']);

    await enter('Name', 'Contoso 2');
    expect(await errorsOf('Name')).toEqual([]);
  });

  it('keeps a stored client secret that is not entered again', async () => {
    show({
      provider: {
        id: 'p1',
        name: 'Contoso',
        serviceType: 'exchange',
        serviceAddress: 'mail.contoso.example',
        receive: true,
        send: true,
        loginFormat: 'emailAddress',
        authMethod: 'oauth2',
        clientId: 'app',
        hasClientSecret: true,
        domains: [],
      },
    });
    await save();
    const request = http.expectOne({ method: 'PATCH', url: '/api/mail/providers/p1' });
    expect(request.request.body).toMatchObject({ clientId: 'app' });
    expect(request.request.body).not.toHaveProperty('clientSecret');
  });
});

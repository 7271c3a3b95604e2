import fc from 'fast-check';
import { fieldProblems } from './problem';
import { providerInputSchema, providerPatchSchema } from './providers';
import { deriveLogin, loginFormatSchema } from './service-types';

const provider = { name: 'Head office', serviceType: 'exchange', serviceAddress: 'mail.example.com' };

function codes(input: object): Record<string, string> {
  const result = providerInputSchema.safeParse({ ...provider, ...input });
  return result.success ? {} : Object.fromEntries(fieldProblems(result.error).map(({ path, code }) => [path, code]));
}

describe('An email provider', () => {
  it('receives, sends and asks for the email address unless told otherwise', () => {
    expect(providerInputSchema.parse(provider)).toMatchObject({
      receive: true,
      send: true,
      loginFormat: 'emailAddress',
      authMethod: 'basic',
      trustedCertificate: null,
      domains: [],
    });
  });

  it('is of use only when it receives or sends', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.boolean(), (receive, send) => {
        expect(codes({ receive, send })).toEqual(receive || send ? {} : { receive: 'receive-or-send-required' });
      }),
    );
  });

  it('needs the application’s id and secret for OAuth 2.0, and says so at both fields at once', () => {
    expect(codes({ authMethod: 'oauth2' })).toEqual({ clientId: 'client-id-required', clientSecret: 'client-secret-required' });
    expect(codes({ authMethod: 'oauth2', clientId: '  ', clientSecret: 's' })).toEqual({ clientId: 'client-id-required' });
    expect(codes({ authMethod: 'oauth2', clientId: 'an-id', clientSecret: 'a-secret' })).toEqual({});
  });

  it('may prove itself to the sign-in service by a certificate in place of a secret, with its private key', () => {
    const application = { authMethod: 'oauth2', clientId: 'an-id' };
    const clientCertificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
    const privateKey = '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----';
    expect(codes({ ...application, clientCertificate, privateKey })).toEqual({});
    expect(codes({ ...application, clientCertificate })).toEqual({ privateKey: 'private-key-required' });
    expect(codes({ ...application, clientCertificate, privateKey: 'MIIB' })).toMatchObject({ privateKey: 'invalid-private-key' });
    expect(codes({ ...application, clientSecret: 's', authority: 'http://adfs.example.com/adfs' })).toEqual({
      authority: 'invalid-format',
    });
  });

  it('of Microsoft 365 signs in by OAuth 2.0 alone', () => {
    expect(codes({ serviceType: 'microsoft365' })).toEqual({ authMethod: 'oauth-required' });
    expect(codes({ serviceType: 'microsoft365', authMethod: 'ntlm' })).toEqual({ authMethod: 'oauth-required' });
    expect(codes({ serviceType: 'microsoft365', authMethod: 'oauth2', clientId: 'an-id', clientSecret: 'a-secret' })).toEqual({});
  });

  it('stores domains as A-labels in lower case and names the one that is none', () => {
    expect(providerInputSchema.parse({ ...provider, domains: ['@Example.com', 'MÜLLER.example'] }).domains).toEqual([
      'example.com',
      'xn--mller-kva.example',
    ]);
    expect(codes({ domains: ['example.com', 'no domain'] })).toEqual({ 'domains.1': 'invalid-domain' });
  });

  it('takes a certificate in PEM form only', () => {
    expect(codes({ trustedCertificate: '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----' })).toEqual({});
    expect(codes({ trustedCertificate: '-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----' })).toEqual({
      trustedCertificate: 'invalid-certificate',
    });
  });
});

describe('A change of an email provider', () => {
  it('leaves alone what it does not name', () => {
    expect(providerPatchSchema.parse({})).toEqual({});
    expect(providerPatchSchema.parse({ send: false })).toEqual({ send: false });
  });

  it('can take an optional value away', () => {
    expect(providerPatchSchema.parse({ trustedCertificate: null, exchangeVersion: null })).toEqual({
      trustedCertificate: null,
      exchangeVersion: null,
    });
  });
});

describe('A login format', () => {
  it('derives the login from the address, and only “manual” leaves it to the user', () => {
    const derived = loginFormatSchema.options.map((format) => [format, deriveLogin(format, 'anna.berger@demo.test')]);
    expect(Object.fromEntries(derived)).toEqual({ manual: null, emailAddress: 'anna.berger@demo.test', mailboxName: 'anna.berger' });
  });
});

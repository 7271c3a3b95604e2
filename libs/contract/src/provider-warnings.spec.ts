import { providerWarning, warningsOf } from './provider-warnings';

describe('An administrator is warned', () => {
  const codes = (serviceType: string, serviceAddress: string, authMethod: string) =>
    warningsOf({ serviceType, serviceAddress, authMethod }, []).map(({ code }) => code);

  it('that Basic authentication is being taken away', () => {
    expect(codes('exchange', 'mail.example.com', 'basic')).toEqual(['basic-authentication-deprecated']);
    expect(codes('exchange', 'mail.example.com', 'ntlm')).toEqual([]);
  });

  it.each([
    'outlook.office365.com',
    'outlook.office365.com:443',
    'outlook.office.com',
    'outlook.office365.us',
    'outlook-dod.office365.us',
    'partner.outlook.cn',
    'eas.outlook.com',
  ])('that %s belongs to Microsoft 365, whose web services end', (address) => {
    expect(codes('exchange', address, 'ntlm')).toEqual(['exchange-online-address', 'ews-end-of-life']);
  });

  it.each(['outlook.office365.com.example.com', 'myoutlook.example', 'outlook.example.com', 'notoutlook.com'])(
    'of nothing at %s, which is somebody’s own server',
    (address) => {
      expect(codes('exchange', address, 'ntlm')).toEqual([]);
    },
  );

  it('of what comes with the service type, once', () => {
    const offered = [providerWarning('ews-end-of-life')];
    const provider = { serviceType: 'microsoft365', serviceAddress: 'outlook.office365.com', authMethod: 'oauth2' };
    expect(warningsOf(provider, offered)).toEqual(offered);
    expect(offered[0]?.message).toContain('1 April 2027');
  });
});

import fc from 'fast-check';
import { oauthErrors } from '@mailroom/contract';
import { refusedBy } from './refusal';

describe('A refusal', () => {
  it.each([
    ['invalid_client', 'AADSTS7000222: The provided client secret keys are expired.', 'client-rejected', 'AADSTS7000222'],
    ['invalid_grant', 'AADSTS65001: The user or administrator has not consented.', 'needs-admin-consent', 'AADSTS65001'],
    ['invalid_grant', 'AADSTS50076: you must use multi-factor authentication.', 'conditional-access', 'AADSTS50076'],
    ['invalid_grant', 'AADSTS50173: The provided grant has expired.', 'invalid-grant', 'AADSTS50173'],
    ['invalid_request', 'AADSTS90002: Tenant not found.', 'tenant-not-found', 'AADSTS90002'],
    ['invalid_request', 'AADSTS50011: The redirect URI does not match.', 'redirect-uri-rejected', 'AADSTS50011'],
    ['invalid_resource', 'AADSTS650057: Invalid resource.', 'permission-missing', 'AADSTS650057'],
    ['invalid_grant', 'The refresh token is unknown.', 'invalid-grant', 'invalid_grant'],
    ['access_denied', '', 'consent-denied', 'access_denied'],
    ['temporarily_unavailable', '', 'authority-busy', 'temporarily_unavailable'],
    ['invalid_request', 'AADSTS999999: Something new.', 'authority-refused', 'AADSTS999999'],
    ['constructor', '', 'authority-refused', 'constructor'],
  ])('"%s: %s" is %s', (error, description, code, serverCode) => {
    expect(refusedBy({ error, description })).toMatchObject({ code, serverCode });
  });

  it('never carries what the sign-in service, or somebody in its place, wrote beyond its code', () => {
    const hostile = fc.string({ minLength: 4, unit: 'grapheme' }).filter((text) => !/^[a-z_]{1,40}$/.test(text) && !/AADSTS\d/.test(text));
    fc.assert(
      fc.property(hostile, hostile, (error, description) => {
        const { code, serverCode, message } = refusedBy({ error, description });
        expect({ code, serverCode, message }).toEqual({
          code: 'authority-refused',
          serverCode: null,
          message: oauthErrors['authority-refused'].title,
        });
      }),
    );
  });
});

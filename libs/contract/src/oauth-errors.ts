/**
 * What to do about an error: the caller acts on this alone.
 * `reauthorization-required`: the mailbox's owner signs in again. `administrator-required`: the set-up of the email provider or of
 * its application must change. `retry-later`: it passes. `start-again`: this attempt to connect is over; another may succeed.
 */
export type OAuthErrorKind = 'reauthorization-required' | 'administrator-required' | 'retry-later' | 'start-again';

interface OAuthErrorMeaning {
  readonly kind: OAuthErrorKind;
  readonly title: string;
  readonly remedy: string;
}

/** Every way in which signing in, or getting a token, can fail: a closed set. */
export const oauthErrors = {
  'oauth-state-unknown': {
    kind: 'start-again',
    title: 'This sign-in was not started here.',
    remedy: 'Connect the mailbox again, from this application.',
  },
  'oauth-state-expired': {
    kind: 'start-again',
    title: 'Signing in took longer than ten minutes.',
    remedy: 'Connect the mailbox again.',
  },
  'oauth-state-other-session': {
    kind: 'start-again',
    title: 'This sign-in was started in another browser, or by somebody else.',
    remedy: 'Connect the mailbox again, and finish in the same browser.',
  },
  'oauth-state-replayed': {
    kind: 'start-again',
    title: 'This sign-in has already been used.',
    remedy: 'If the mailbox is not connected, connect it again.',
  },
  'consent-denied': {
    kind: 'start-again',
    title: 'Permission to open the mailbox was not given.',
    remedy: 'Connect the mailbox again and accept the permissions that are asked for.',
  },
  'wrong-mailbox-signed-in': {
    kind: 'start-again',
    title: 'Somebody else signed in than whose mailbox this is.',
    remedy: 'Connect the mailbox again, and choose “Use another account” if the wrong one is offered.',
  },
  'id-token-rejected': {
    kind: 'start-again',
    title: 'The sign-in service did not prove who signed in.',
    remedy: 'Connect the mailbox again. If it lasts, check the tenant and the address of the sign-in service.',
  },
  'invalid-grant': {
    kind: 'reauthorization-required',
    title: 'The permission to open the mailbox has ended.',
    remedy:
      'Choose Reconnect and sign in to the mailbox again. This happens when the password changes, after a long pause, or when access is withdrawn.',
  },
  'conditional-access': {
    kind: 'reauthorization-required',
    title: 'The organisation wants its user to prove who they are again.',
    remedy:
      'Choose Reconnect and sign in to the mailbox again. If it comes back, ask the organisation’s administrator about its conditional access.',
  },
  'not-connected': {
    kind: 'reauthorization-required',
    title: 'No sign-in is stored for this mailbox.',
    remedy: 'Choose Reconnect and sign in to the mailbox again.',
  },
  'needs-admin-consent': {
    kind: 'administrator-required',
    title: 'Nobody has allowed this application to open mailboxes yet.',
    remedy: 'An administrator of the organisation grants consent for the application; then connect the mailbox again.',
  },
  'client-rejected': {
    kind: 'administrator-required',
    title: 'The sign-in service refused the client secret or certificate.',
    remedy: 'Enter a new client secret, or certificate, in the email provider: the old one is wrong or expired.',
  },
  'client-credential-invalid': {
    kind: 'administrator-required',
    title: 'The certificate and its private key cannot be used.',
    remedy: 'Give both in PEM form, the key unencrypted and an RSA one, and the certificate that was made for it.',
  },
  'application-not-found': {
    kind: 'administrator-required',
    title: 'The directory has no application with this client ID.',
    remedy: 'Check the Application (client) ID and the directory (tenant) in the email provider.',
  },
  'permission-missing': {
    kind: 'administrator-required',
    title: 'The application may not ask for access to mailboxes.',
    remedy: 'Add the Exchange permission to the application: EWS.AccessAsUser.All, or full_access_as_app for impersonation.',
  },
  'redirect-uri-rejected': {
    kind: 'administrator-required',
    title: 'The application does not know the address that people come back to.',
    remedy: 'Add this CRM’s redirect URI to the application, exactly as the email provider shows it.',
  },
  'tenant-not-found': {
    kind: 'administrator-required',
    title: 'The sign-in service knows no such directory (tenant).',
    remedy: 'Check the directory (tenant) in the email provider: its ID or one of its domains.',
  },
  'authority-invalid': {
    kind: 'administrator-required',
    title: 'There is no OpenID sign-in service at this address.',
    remedy: 'Check the directory (tenant), or the address of the sign-in service, which must begin with https://.',
  },
  'authority-refused': {
    kind: 'administrator-required',
    title: 'The sign-in service refused.',
    remedy: 'Look its error number up in the sign-in service’s documentation, or its log.',
  },
  'authority-unreachable': {
    kind: 'retry-later',
    title: 'The sign-in service cannot be reached.',
    remedy: 'It is tried again by itself; a sign-in must be started again. If it lasts, check that the CRM’s server can connect to it.',
  },
  'authority-busy': {
    kind: 'retry-later',
    title: 'The sign-in service is busy or out of order.',
    remedy: 'It is tried again by itself; a sign-in must be started again in a while.',
  },
} as const satisfies Record<string, OAuthErrorMeaning>;

export type OAuthErrorCode = keyof typeof oauthErrors;

export function isOAuthErrorCode(code: string): code is OAuthErrorCode {
  return Object.hasOwn(oauthErrors, code);
}

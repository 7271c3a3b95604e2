import { type OAuthErrorCode, type OAuthErrorKind, oauthErrors } from './oauth-errors';

/** What the engine does about an error: it switches on this alone. */
export type MailErrorClass = 'retry-later' | 'needs-a-person' | 'repair';

interface MailErrorKind {
  class: MailErrorClass;
  title: string;
  remedy: string;
}

/**
 * Every way in which a mail server can fail us: mapped onto by each adapter.
 * `retry-later`: tried again with back-off. `needs-a-person`: the account waits in `needs-attention`, with the remedy.
 * `repair`: the engine mends it and goes on.
 */
const serverErrors = {
  throttled: {
    class: 'retry-later',
    title: 'The mail server asked us to slow down.',
    remedy: 'Nothing to do: synchronisation goes on by itself when the server allows it.',
  },
  unavailable: {
    class: 'retry-later',
    title: 'The mail server is busy or being maintained.',
    remedy: 'Nothing to do: it is tried again by itself. If it lasts, ask the mail server’s administrator.',
  },
  'wrong-server': {
    class: 'retry-later',
    title: 'The mailbox is on another mail server, which this one does not pass requests on to.',
    remedy:
      'It is tried again by itself, since a mailbox may be on the move. If it lasts, use the address of the mailbox’s own server as the service address.',
  },
  timeout: {
    class: 'retry-later',
    title: 'The mail server did not answer in time.',
    remedy: 'Check that the server is up and that a firewall between it and the CRM lets the connection through.',
  },
  'connection-refused': {
    class: 'retry-later',
    title: 'Nothing accepts connections at this address and port.',
    remedy: 'Check the service address and its port, and that the server’s web service is running.',
  },
  'connection-lost': {
    class: 'retry-later',
    title: 'The connection to the mail server broke.',
    remedy: 'Nothing to do: it is tried again by itself. If it lasts, check the network and any proxy in between.',
  },
  'protocol-error': {
    class: 'retry-later',
    title: 'The mail server gave an answer that could not be understood.',
    remedy: 'It is tried again by itself. If it lasts, look for a proxy or filter that changes the server’s answers.',
  },
  'authentication-failed': {
    class: 'needs-a-person',
    title: 'The mail server refused the user name or password.',
    remedy:
      'Check the user name and enter the password again. If it is right, ask whether the account is locked or Basic authentication is off.',
  },
  'password-expired': {
    class: 'needs-a-person',
    title: 'The password has expired or must be changed.',
    remedy: 'Change the password where you usually do (such as in Outlook on the web or in Windows), then enter the new one here.',
  },
  'account-disabled': {
    class: 'needs-a-person',
    title: 'The account that signs in is disabled on the mail server.',
    remedy: 'Ask the mail server’s administrator to enable the account.',
  },
  'authorization-denied': {
    class: 'needs-a-person',
    title: 'This login may not open the mailbox.',
    remedy: 'Ask the mail server’s administrator for access to the mailbox.',
  },
  'client-blocked': {
    class: 'needs-a-person',
    title: 'The mail server does not let this login, or this program, use Exchange Web Services.',
    remedy:
      'Ask the mail server’s administrator whether Exchange Web Services are on for the mailbox, and whether they are limited to some programs: this one calls itself Mailroom.',
  },
  'impersonation-denied': {
    class: 'needs-a-person',
    title: 'The service account may not act for the owner of this mailbox.',
    remedy:
      'Ask the mail server’s administrator to give the service account the management role ApplicationImpersonation, with a scope that the mailbox is in.',
  },
  'impersonation-off': {
    class: 'needs-a-person',
    title: 'The mail server lets the service account act for nobody.',
    remedy:
      'Ask the mail server’s administrator to allow the service account impersonation on this server (on Exchange 2007 the right ms-Exch-EPI-Impersonation, since 2010 the management role ApplicationImpersonation).',
  },
  'impersonation-failed': {
    class: 'needs-a-person',
    title: 'The mail server could not let the service account act for the owner of this mailbox.',
    remedy: 'Ask the mail server’s administrator whether the owner’s account is enabled, and in the same forest as the service account.',
  },
  'mailbox-not-found': {
    class: 'needs-a-person',
    title: 'The mail server has no mailbox with this address.',
    remedy: 'Check the email address, and that the mailbox is on this server.',
  },
  'address-not-primary': {
    class: 'needs-a-person',
    title: 'This is a second address of the mailbox, by which the mail server does not open it.',
    remedy: 'Enter the mailbox’s primary address in its place.',
  },
  'tls-untrusted': {
    class: 'needs-a-person',
    title: 'The server’s certificate comes from an authority that is not trusted.',
    remedy: 'If your organisation has its own certificate authority, add its certificate to the email provider (PEM).',
  },
  'tls-name-mismatch': {
    class: 'needs-a-person',
    title: 'The server’s certificate was made for another name.',
    remedy: 'Use the name that stands in the certificate as the service address.',
  },
  'tls-expired': {
    class: 'needs-a-person',
    title: 'The server’s certificate is expired or not valid yet.',
    remedy: 'Ask the mail server’s administrator to renew it, and check the clock of the CRM’s server.',
  },
  'tls-failed': {
    class: 'needs-a-person',
    title: 'No secure connection could be made with this address and port.',
    remedy: 'Check that the port is the server’s HTTPS port and that it offers TLS 1.2 or newer.',
  },
  'host-not-found': {
    class: 'needs-a-person',
    title: 'No server of this name exists.',
    remedy: 'Check the service address for typing errors, and that the CRM’s server can look the name up.',
  },
  'network-forbidden': {
    class: 'needs-a-person',
    title: 'This address is in a network that the CRM does not connect to.',
    remedy: 'Use the mail server’s public address, or let the operator allow the network (MAILROOM_ALLOWED_NETWORKS).',
  },
  'not-exchange': {
    class: 'needs-a-person',
    title: 'A web page answered where Exchange Web Services were expected.',
    remedy: 'Check the service address: a proxy’s or portal’s sign-in page may stand in front of the server.',
  },
  'endpoint-not-found': {
    class: 'needs-a-person',
    title: 'The server answers, but has no Exchange Web Services at /EWS/Exchange.asmx.',
    remedy: 'Check the service address, and that Exchange Web Services are published on this server.',
  },
  'unsupported-version': {
    class: 'needs-a-person',
    title: 'The server is older than Exchange 2007, or refuses every version we speak.',
    remedy: 'Choose the server’s version in the email provider, or update the server.',
  },
  'send-rejected': {
    class: 'needs-a-person',
    title: 'The mail server refused to send this message.',
    remedy: 'Check the recipients’ addresses and the message’s size, then send it again.',
  },
  'cursor-invalid': {
    class: 'repair',
    title: 'The server forgot where synchronisation of this folder stood.',
    remedy: 'Nothing to do: the folder is compared anew; stored messages are not downloaded again.',
  },
  'item-not-found': {
    class: 'repair',
    title: 'The message is not on the server any more.',
    remedy: 'Nothing to do.',
  },
  'item-unreadable': {
    class: 'repair',
    title: 'The mail server could not give this message.',
    remedy: 'It is listed among the messages not imported; open it in the mailbox itself.',
  },
  'subscription-lost': {
    class: 'repair',
    title: 'The server ended our subscription to changes.',
    remedy: 'Nothing to do: it is renewed, and what happened meanwhile is caught up with.',
  },
} as const satisfies Record<string, MailErrorKind>;

const classes: Record<OAuthErrorKind, MailErrorClass> = {
  'start-again': 'needs-a-person',
  'reauthorization-required': 'needs-a-person',
  'administrator-required': 'needs-a-person',
  'retry-later': 'retry-later',
};

const signInErrors = Object.fromEntries(
  Object.entries(oauthErrors).map(([code, { kind, title, remedy }]) => [code, { class: classes[kind], title, remedy }]),
) as Record<OAuthErrorCode, MailErrorKind>;

export type MailErrorCode = keyof typeof serverErrors | OAuthErrorCode;

/** Every way in which opening a mailbox can fail, by the mail server or by the sign-in service that its tokens are from: a closed set. */
export const mailErrors: Readonly<Record<MailErrorCode, MailErrorKind>> = { ...serverErrors, ...signInErrors };

export function isMailErrorCode(code: string): code is MailErrorCode {
  return Object.hasOwn(mailErrors, code);
}

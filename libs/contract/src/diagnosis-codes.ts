import { isMailErrorCode, mailErrors } from './mail-errors';

interface DiagnosisCode {
  title: string;
  remedy?: string;
}

/** What only the set-up doctor can tell, or tells apart; everything else that it finds is among `mailErrors`. */
const findings = {
  'not-tried': { title: 'Not tried, because a step before it failed.' },
  'sign-in-needed': { title: 'Only the mailbox’s owner can sign in. Connect the mailbox, then test the account.' },
  'not-needed': { title: 'Not needed for this mailbox.' },
  'plain-http': {
    title: 'The connection is not encrypted.',
    remedy: 'Use https, unless this is a test on one computer.',
  },
  'autodiscover-not-found': {
    title: 'The domain does not tell where its mailboxes are.',
    remedy: 'Nothing to do: the service address is known. Autodiscover would only find it by itself.',
  },
  'autodiscover-elsewhere': {
    title: 'The domain says that its mailboxes are on another server.',
    remedy: 'If signing in fails, use the server that the domain names as the service address.',
  },
  'method-not-offered': {
    title: 'The mail server does not offer this way to sign in.',
    remedy: 'Choose one of the ways that it offers as the provider’s authentication, or ask its administrator to switch this one on.',
  },
  'extended-protection': {
    title: 'The user name and password are right, but the mail server refuses them by NTLM.',
    remedy:
      'The mail server demands Extended Protection, which fails when a proxy in between decrypts TLS. Let the proxy pass TLS through, give it the mail server’s own certificate, or choose OAuth 2.0.',
  },
  'clock-skewed': {
    title: 'The clocks of the mail server and of the CRM’s server differ.',
    remedy: 'Set both clocks by a time service (NTP): OAuth 2.0 and Windows sign-ins allow five minutes.',
  },
  'ews-disabled': {
    title: 'Exchange Web Services are switched off for this mailbox.',
    remedy:
      'Ask the mail server’s administrator to switch them on for the mailbox (Set-CASMailbox -EwsEnabled $true), or to allow this program.',
  },
  'tenant-ews-disabled': {
    title: 'Exchange Web Services are switched off in this organisation’s Microsoft 365.',
    remedy:
      'Ask the organisation’s administrator to allow the application to use Exchange Web Services (Set-OrganizationConfig -EwsEnabled, and its list of allowed applications).',
  },
  'sending-denied': {
    title: 'This login may not keep what it sends in the mailbox.',
    remedy: 'Ask the mail server’s administrator for full access to the mailbox, or switch sending off in the email provider.',
  },
} as const satisfies Record<string, DiagnosisCode>;

export type DiagnosisFinding = keyof typeof findings;
export const diagnosisFindings = Object.keys(findings) as DiagnosisFinding[];

/** What a code of the set-up doctor stands for; `undefined` for one that is not known here. */
export function diagnosisCode(code: string): DiagnosisCode | undefined {
  if (isMailErrorCode(code)) return mailErrors[code];
  return Object.hasOwn(findings, code) ? findings[code as DiagnosisFinding] : undefined;
}

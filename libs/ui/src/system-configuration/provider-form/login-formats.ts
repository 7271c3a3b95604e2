import { type LoginFormat } from '@mailroom/contract';

export interface Choice<Value> {
  value: Value;
  label: string;
  explanation: string;
}

/** How a mailbox's login follows from its address, as the form explains it. */
export function loginFormats(): Choice<LoginFormat>[] {
  return [
    {
      value: 'emailAddress',
      label: $localize`:@@mailroom.login-format.email-address:Use email address`,
      explanation: $localize`:@@mailroom.login-format.email-address.why:The whole address is the login: anna@example.com signs in as anna@example.com.`,
    },
    {
      value: 'mailboxName',
      label: $localize`:@@mailroom.login-format.mailbox-name:Use mailbox name`,
      explanation: $localize`:@@mailroom.login-format.mailbox-name.why:The part before “@” is the login: anna@example.com signs in as anna.`,
    },
    {
      value: 'manual',
      label: $localize`:@@mailroom.login-format.manual:Use manual entry`,
      explanation: $localize`:@@mailroom.login-format.manual.why:Users type their email address and their user name, such as COMPANY\\anna.`,
    },
  ];
}

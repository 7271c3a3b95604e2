import { isMailErrorCode, mailErrors, type ProblemCode } from '@mailroom/contract';
import type { OutgoingEntity } from '../outgoing.entity';

interface SendingFailure {
  code: ProblemCode;
  message: string;
  remedy: string;
}

export const sendingOff = {
  code: 'sending-off',
  message: 'The email provider does not send emails.',
  remedy: 'Ask a CRM administrator to switch on “Send emails” for it, then send again.',
} as const satisfies SendingFailure;

export const accountDisconnected = {
  code: 'account-disconnected',
  message: 'Of this email account only the emails are left.',
  remedy: 'Connect the mailbox anew, then send again.',
} as const satisfies SendingFailure;

/** Why an email could not be sent, and what its sender can do. */
export function failureOf({ failureCode, failureMessage }: Pick<OutgoingEntity, 'failureCode' | 'failureMessage'>): SendingFailure | null {
  if (failureCode !== null && isMailErrorCode(failureCode)) {
    const { title, remedy } = mailErrors[failureCode];
    return { code: failureCode, message: failureMessage ?? title, remedy };
  }
  return [sendingOff, accountDisconnected].find(({ code }) => code === failureCode) ?? null;
}

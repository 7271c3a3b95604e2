import { MailError } from '@mailroom/mail-adapter';

/** An answer was given up because it would have filled our memory. */
export class ResponseTooLarge extends MailError {
  /** @param what such as `is larger than 256 MB` */
  constructor(what: string) {
    super('protocol-error', { message: `The mail server’s answer ${what}.` });
  }
}

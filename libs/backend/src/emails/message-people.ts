import type { MailAddress } from '@mailroom/contract';
import type { ParsedMessage } from '@mailroom/mime';

/** Who a message is from and to: the column `people` of `mail_message`. */
export interface MessagePeople {
  from: MailAddress;
  to: MailAddress[];
  cc: MailAddress[];
  bcc: MailAddress[];
  replyTo: MailAddress[];
}

const nobody: MailAddress = { name: '', address: '' };

export function peopleOf({ from, sender, to, cc, bcc, replyTo }: ParsedMessage): MessagePeople {
  return { from: from[0] ?? sender[0] ?? nobody, to, cc, bcc, replyTo };
}

/** Every address of the message once, in lower case. A mass mailing's ten thousandth recipient is not looked for. */
export function distinctAddresses({ from, to, cc, bcc }: MessagePeople): string[] {
  const addresses = new Set<string>();
  for (const { address } of [from, ...to, ...cc, ...bcc]) {
    const key = address.toLowerCase();
    if (key !== '' && key.length <= 320) addresses.add(key);
    if (addresses.size === 500) break;
  }
  return [...addresses];
}

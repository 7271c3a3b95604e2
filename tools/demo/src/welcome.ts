import type { MailServer } from './mail-server';
import type { DemoSettings } from './settings';

/** What somebody who has just started the demo needs to know, in a box. */
export function welcome(origin: string, server: MailServer, { userPassword, mailboxPassword }: DemoSettings): string {
  const rows = [
    `Open ${origin} and sign in:`,
    '',
    `  admin@demo.test   ${userPassword}   sets up email providers`,
    `  anna@demo.test    ${userPassword}   has her mailbox connected already`,
    `  ben@demo.test     ${userPassword}   has yet to add his: Profile > Email accounts > New`,
    '',
    `The mailboxes' password is "${mailboxPassword}", also of sales@demo.test, a third mailbox.`,
    `The mail server is a simulated Exchange at ${server.serviceAddress}; its CA is`,
    `${server.caFile}.`,
    'Deliver a message to Anna and see it arrive:',
    `  curl --data-binary @message.eml ${server.controlUrl}/mailboxes/anna@demo.test/messages`,
  ];
  const width = Math.max(...rows.map((row) => row.length));
  const line = '─'.repeat(width + 2);
  return [`┌${line}┐`, ...rows.map((row) => `│ ${row.padEnd(width)} │`), `└${line}┘`].join('\n');
}

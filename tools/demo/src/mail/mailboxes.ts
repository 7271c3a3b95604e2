import { apollo } from './conversations/apollo';
import { customerThreads } from './conversations/customers';
import { germanThreads } from './conversations/german';
import { languageThreads } from './conversations/languages';
import { type DemoMail, unfold } from './demo-mail';
import { colleagues } from './people';
import { gazette, offers } from './series/newsletters';
import { digests, invoices, shipments, weeklyNotes } from './series/notices';
import { orders } from './series/orders';

/** All mail of the demo, as if `now` were the present. */
export function demoMails(now: Date): DemoMail[] {
  const conversations = [...apollo, ...customerThreads, ...germanThreads, ...languageThreads, ...orders()];
  return [
    ...conversations.flatMap((conversation) => unfold(conversation, now)),
    ...[gazette, offers, invoices, shipments, weeklyNotes, digests].flatMap((series) => series(now)),
  ];
}

/** A message in a mailbox's folder. */
export interface Placement {
  mailbox: string;
  folder: string;
  mail: DemoMail;
}

/** Where a message lies: in its sender's Sent Items, and in its readers' folder. */
export function placements(mail: DemoMail): Placement[] {
  const readers = [...mail.to, ...mail.cc].map(({ address }) => address);
  return Object.values(colleagues).flatMap(({ address }) => {
    if (address === mail.from.address) return { mailbox: address, folder: 'Sent Items', mail };
    return readers.includes(address) ? { mailbox: address, folder: mail.folder, mail } : [];
  });
}

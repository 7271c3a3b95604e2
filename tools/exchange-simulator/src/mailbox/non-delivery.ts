import { composeReport } from './compose-report';
import { type Mailbox } from './mailbox';
import { summarize } from './message-summary';

/** The report to a message's sender that some of its recipients are not there (RFC 3464). */
export function nonDeliveryReport(sender: Mailbox, recipients: readonly string[], original: Buffer): Buffer {
  const { subject, messageId } = summarize(original);
  const domain = sender.address.slice(sender.address.indexOf('@') + 1);
  return composeReport({
    type: 'delivery-status',
    from: { name: 'Microsoft Outlook', address: `postmaster@${domain}` },
    to: sender.address,
    subject: `Undeliverable: ${subject}`,
    text: `Your message was not delivered, because these addresses were not found: ${recipients.join(', ')}.`,
    status: [
      'Reporting-MTA: dns;localhost',
      ...recipients.flatMap((recipient) => [
        '',
        `Final-Recipient: rfc822;${recipient}`,
        'Action: failed',
        'Status: 5.1.1',
        'Diagnostic-Code: smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found',
      ]),
    ],
    inReplyTo: messageId,
    original,
  });
}

import { type Email, type MailAddress } from '@mailroom/contract';
import { personName, personNames, sameAddress } from '../people';
import { type DraftContent, nobody, recipients } from './draft';
import { withRecipients } from './recipients';
import { signed } from './signature';

export type AnswerKind = 'reply' | 'replyAll' | 'forward';

/** Who answers: the mailbox's own address, and what stands below the answer. */
export interface Answerer {
  address: string;
  signature: string;
}

/** Begins the answer to an email, which the server quotes below it. `formatDate` writes a time for people. */
export function answer(kind: AnswerKind, email: Email, own: Answerer, formatDate: (iso: string) => string): DraftContent {
  const isForward = kind === 'forward';
  return {
    kind,
    accountId: email.accountId,
    ...(isForward ? { to: nobody, cc: nobody } : answered(kind, email, own.address)),
    bcc: nobody,
    subject: prefixed(isForward ? 'Fwd' : 'Re', email.subject),
    html: signed(own.signature),
    emailId: email.id,
    quoteHeading: isForward ? forwardHeading(email, formatDate) : replyHeading(email, formatDate),
  };
}

/** `Re: Re:` says nothing more than `Re:`; German `AW:` and `WG:` mean the same. */
function prefixed(prefix: 'Re' | 'Fwd', subject: string): string {
  const known = prefix === 'Re' ? /^(re|aw)\s*:/i : /^(fwd?|wg)\s*:/i;
  return known.test(subject.trim()) ? subject.trim() : `${prefix}: ${subject.trim()}`;
}

function answered(kind: AnswerKind, email: Email, ownAddress: string): Pick<DraftContent, 'to' | 'cc'> {
  const others = (people: readonly MailAddress[]): MailAddress[] => people.filter(({ address }) => !sameAddress(address, ownAddress));
  const wroteIt = sameAddress(email.from.address, ownAddress);
  const sender = email.replyTo.length > 0 ? email.replyTo : [email.from];
  const first = wroteIt ? email.to : sender;
  if (kind === 'reply') return { to: recipients(withRecipients([], first)), cc: nobody };
  const to = withRecipients(first, wroteIt ? [] : others(email.to));
  const cc = others(email.cc).filter(({ address }) => !to.some((person) => sameAddress(person.address, address)));
  return { to: recipients(to), cc: recipients(withRecipients([], cc)) };
}

function replyHeading(email: Email, formatDate: (iso: string) => string): string {
  const date = formatDate(email.sentAt ?? email.receivedAt);
  return $localize`:@@mailroom.panel.answer.wrote:On ${date}:date:, ${personName(email.from)}:name: wrote:`;
}

function forwardHeading(email: Email, formatDate: (iso: string) => string): string {
  return [
    $localize`:@@mailroom.panel.answer.forwarded:---------- Forwarded message ----------`,
    $localize`:@@mailroom.panel.answer.from:From: ${personName(email.from)}:name: <${email.from.address}:address:>`,
    $localize`:@@mailroom.panel.answer.date:Date: ${formatDate(email.sentAt ?? email.receivedAt)}:date:`,
    $localize`:@@mailroom.panel.answer.subject:Subject: ${email.subject}:subject:`,
    $localize`:@@mailroom.panel.answer.to:To: ${personNames(email.to)}:names:`,
  ].join('\n');
}

import { type Person } from '../mailbox/message-summary';
import { type ResponseWriter } from '../soap/response-writer';

/** Writes one person as a `t:Mailbox`. */
export function writeMailbox(out: ResponseWriter, person: Person, mailboxType: 'Mailbox' | 'OneOff' = 'OneOff'): void {
  out.raw('<t:Mailbox>').element('t:Name', person.name === '' ? person.address : person.name);
  if (person.address !== '') out.element('t:EmailAddress', person.address);
  out.raw(`<t:RoutingType>SMTP</t:RoutingType><t:MailboxType>${mailboxType}</t:MailboxType></t:Mailbox>`);
}

/** Writes the first of the people, or nothing. */
export function writePerson(out: ResponseWriter, element: string, people: readonly Person[]): void {
  const [person] = people;
  if (person === undefined) return;
  out.raw(`<${element}>`);
  writeMailbox(out, person);
  out.raw(`</${element}>`);
}

/** Writes all of the people, or nothing when there are none. */
export function writePeople(out: ResponseWriter, element: string, people: readonly Person[]): void {
  if (people.length === 0) return;
  out.raw(`<${element}>`);
  for (const person of people) writeMailbox(out, person);
  out.raw(`</${element}>`);
}

/** People as one line: "Amara Abel; ben@litware.example". */
export function displayNames(people: readonly Person[]): string {
  return people.map(({ name, address }) => (name === '' ? address : name)).join('; ');
}

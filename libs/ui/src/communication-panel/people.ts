import { type MailAddress } from '@mailroom/contract';

/** How a person is called in a list: their name, or else their address. */
export function personName({ name, address }: MailAddress): string {
  return name.trim() || address;
}

export function personNames(people: readonly MailAddress[]): string {
  return people.map(personName).join(', ');
}

/** Addresses compare without regard to case, as every mail server in use does. */
export function sameAddress(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

import { type MailAddress, normaliseEmailAddress } from '@mailroom/contract';

/** Whether mail can be sent to it, by the rule of the API. */
export function isAddress(address: string): boolean {
  return normaliseEmailAddress(address) !== null;
}

/**
 * Reads what people type and paste as recipients: addresses, `Anna Berg <anna@example.com>`, `"Berg, Anna" <…>`,
 * separated by commas, semicolons or new lines. What is no address is kept as it is, to be seen and put right.
 */
export function parseRecipients(text: string): MailAddress[] {
  const parts = text.match(/(?:"[^"]*"|<[^>]*>|[^,;\n"<]|["<])+/g) ?? [];
  return parts
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map(recipient);
}

function recipient(text: string): MailAddress {
  const named = /^(.*?)\s*<\s*([^<>]*?)\s*>$/s.exec(text);
  if (!named) return { name: '', address: text };
  const name = (named[1] ?? '').replace(/^"(.*)"$/s, '$1').trim();
  return { name, address: named[2] ?? '' };
}

/** Adds recipients that are not there yet. */
export function withRecipients(known: readonly MailAddress[], added: readonly MailAddress[]): MailAddress[] {
  const result = [...known];
  for (const person of added) {
    if (!result.some(({ address }) => address.toLowerCase() === person.address.toLowerCase())) result.push(person);
  }
  return result;
}

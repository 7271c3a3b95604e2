import { parseMessage } from '@mailroom/mime';
import { compose } from './compose';
import { demoMails, placements } from './mailboxes';

const now = new Date('2027-03-10T15:00:00Z');
const mails = demoMails(now);

describe('The demo mail', () => {
  it('is MIME without defects that says what was meant', async () => {
    for (const mail of mails) {
      const message = parseMessage(await compose(mail));
      expect(message.defects).toEqual([]);
      expect(message.messageId).toBe(mail.id);
      expect(message.subject).toBe(mail.subject);
      expect(message.from).toEqual([mail.from].map(({ name, address }) => ({ name, address: asciiDomain(address) })));
      expect(message.references).toEqual(mail.references);
      expect(message.attachments).toHaveLength(mail.enclosures.length);
      expect(message.textPart).not.toBeNull();
      expect(message.htmlPart).not.toBeNull();
    }
  });

  it('is the same bytes for the same present', async () => {
    const again = demoMails(now);
    for (const index of [0, 3, Math.floor(mails.length / 2), mails.length - 1]) {
      const [first, second] = [mails[index], again[index]];
      if (!first || !second) throw new Error('There is no such message.');
      expect(await compose(first)).toEqual(await compose(second));
    }
  });

  it('lies in the past, with news of the last day', () => {
    const newest = Math.max(...mails.map(({ date }) => date.getTime()));
    expect(newest).toBeLessThanOrEqual(now.getTime());
    expect(now.getTime() - newest).toBeLessThan(24 * 3_600_000);
  });

  it('names nobody real: every domain is reserved', () => {
    const texts = mails.flatMap(({ id, from, to, cc, text, html = '' }) => [
      id,
      ...[from, ...to, ...cc].map(({ address }) => address),
      text,
      html,
    ]);
    const hosts = texts.flatMap((text) => [...text.matchAll(/(?:@|https?:\/\/)([\p{L}\d.-]+\.\p{L}+)/gu)].map(([, host]) => host));
    expect(hosts.length).toBeGreaterThan(mails.length);
    expect(hosts.filter((host) => !/(^|\.)example(\.(com|net|org))?$|\.test$/.test(host ?? ''))).toEqual([]);
  });

  it('gives every message an id of its own and a mailbox to lie in', () => {
    expect(new Set(mails.map(({ id }) => id)).size).toBe(mails.length);
    expect(mails.filter((mail) => placements(mail).length === 0)).toEqual([]);
  });
});

function asciiDomain(address: string): string {
  const at = address.indexOf('@');
  return address.slice(0, at + 1) + new URL(`http://${address.slice(at + 1)}`).hostname;
}

import { type Email } from '@mailroom/contract';
import { answer } from './answer';

const anna = { name: 'Anna Berg', address: 'anna@harbour.example' };
const jonas = { name: 'Jonas Weber', address: 'jonas@example.com' };
const karl = { name: '', address: 'karl@example.com' };

const email: Email = {
  id: 'e1',
  accountId: 'a1',
  folderId: null,
  threadId: 't1',
  internetMessageId: null,
  subject: 'Berth plan',
  from: jonas,
  to: [anna, karl],
  cc: [
    { name: '', address: 'JONAS@example.com' },
    { name: '', address: 'crew@example.com' },
  ],
  bcc: [],
  replyTo: [],
  receivedAt: '2026-03-01T12:00:00Z',
  sentAt: null,
  isRead: true,
  hasAttachments: true,
  preview: '',
  size: 1,
  contactIds: [],
  headers: [],
  text: 'Hello Anna,\r\n> earlier\r\n',
  html: null,
  hasRemoteImages: false,
  attachments: [
    { id: 'f1', filename: 'plan.pdf', contentType: 'application/pdf', size: 10, isInline: false, contentId: null },
    { id: 'f2', filename: 'logo.png', contentType: 'image/png', size: 10, isInline: true, contentId: 'logo' },
  ],
  status: 'received',
  failure: null,
};

const format = () => '1 March';
const own = { address: anna.address, signature: '' };

function addresses(people: { address: string }[]): string[] {
  return people.map(({ address }) => address);
}

describe('an answer', () => {
  it('goes to the sender, or to where they want answers', () => {
    expect(answer('reply', email, own, format).to.chosen).toEqual([jonas]);
    expect(answer('reply', { ...email, replyTo: [karl] }, own, format).to.chosen).toEqual([karl]);
  });

  it('goes to everybody once, and never to the user', () => {
    const { to, cc } = answer('replyAll', email, { ...own, address: 'Anna@Harbour.example' }, format);
    expect(addresses(to.chosen)).toEqual(['jonas@example.com', 'karl@example.com']);
    expect(addresses(cc.chosen)).toEqual(['crew@example.com']);
  });

  it('to an email of the user’s own goes to whom that went', () => {
    const sent = { ...email, from: anna, to: [jonas] };
    expect(answer('reply', sent, own, format).to.chosen).toEqual([jonas]);
  });

  it('is tied to what it answers, and says above its quotation whose words they are', () => {
    const { quoteHeading, subject, emailId, html } = answer('reply', email, own, format);
    expect(quoteHeading).toBe('On 1 March, Jonas Weber wrote:');
    expect(subject).toBe('Re: Berth plan');
    expect(emailId).toBe('e1');
    expect(html).toBe('');
  });

  it('has the signature below the room to write in', () => {
    const { html } = answer('reply', email, { ...own, signature: 'Anna Berg\nHarbour Ltd\n' }, format);
    expect(html).toBe('<p></p><p>Anna Berg<br>Harbour Ltd</p>');
  });

  it.each(['RE: Berth plan', 'Aw: Berth plan', 're : Berth plan'])('does not pile up prefixes before “%s”', (subject) => {
    expect(answer('reply', { ...email, subject }, own, format).subject).toBe(subject);
  });

  it('that forwards has no recipient, and tells all about what it forwards', () => {
    const forwarded = answer('forward', email, own, format);
    expect(forwarded.to.chosen).toEqual([]);
    expect(forwarded.emailId).toBe('e1');
    expect(forwarded.quoteHeading?.split('\n')).toEqual(
      expect.arrayContaining(['From: Jonas Weber <jonas@example.com>', 'Date: 1 March', 'Subject: Berth plan']),
    );
  });
});

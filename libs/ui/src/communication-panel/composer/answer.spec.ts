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

  it('quotes what it answers, below an empty line to write in', () => {
    const { text, subject, inReplyToEmailId } = answer('reply', email, own, format);
    expect(text).toBe('\n\nOn 1 March, Jonas Weber wrote:\n> Hello Anna,\n>> earlier\n');
    expect(subject).toBe('Re: Berth plan');
    expect(inReplyToEmailId).toBe('e1');
  });

  it('has the signature between what is written and what it answers', () => {
    const { text } = answer('reply', email, { ...own, signature: 'Anna Berg\nHarbour Ltd\n' }, format);
    expect(text).toBe('\n\nAnna Berg\nHarbour Ltd\n\nOn 1 March, Jonas Weber wrote:\n> Hello Anna,\n>> earlier\n');
  });

  it.each(['RE: Berth plan', 'Aw: Berth plan', 're : Berth plan'])('does not pile up prefixes before “%s”', (subject) => {
    expect(answer('reply', { ...email, subject }, own, format).subject).toBe(subject);
  });

  it('that forwards takes the files along, and no recipient', () => {
    const forwarded = answer('forward', email, own, format);
    expect(forwarded.to.chosen).toEqual([]);
    expect(forwarded.inReplyToEmailId).toBeNull();
    expect(forwarded.attachments).toEqual([
      expect.objectContaining({ filename: 'plan.pdf', source: { emailId: 'e1', attachmentId: 'f1' } }),
    ]);
    expect(forwarded.text).toContain('From: Jonas Weber <jonas@example.com>');
  });
});

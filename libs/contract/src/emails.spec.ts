import { emailListQuerySchema, outgoingEmailSchema } from './emails';
import { fieldProblems } from './problem';

const accountId = '0192f0c1-2d3e-7a4b-8c5d-6e7f8a9b0c1d';

describe('An email to send', () => {
  it('needs one recipient, wherever it stands', () => {
    const none = outgoingEmailSchema.safeParse({ accountId });
    expect(none.success ? [] : fieldProblems(none.error)).toEqual([
      { path: 'to', code: 'recipient-required', message: 'Enter at least one recipient.' },
    ]);
    for (const field of ['to', 'cc', 'bcc']) {
      expect(outgoingEmailSchema.safeParse({ accountId, [field]: ['anna@demo.test'] }).success).toBe(true);
    }
  });

  it('names the recipient that is no address', () => {
    const result = outgoingEmailSchema.safeParse({ accountId, to: ['anna@demo.test', { name: 'Ben', address: 'ben' }] });
    expect(result.success ? [] : fieldProblems(result.error).map(({ path }) => path)).toEqual([expect.stringMatching(/^to\.1/)]);
  });

  it('carries no header in a file’s type, and no file without content', () => {
    const attach = (attachment: object) =>
      outgoingEmailSchema.safeParse({ accountId, to: ['a@demo.test'], attachments: [attachment] }).success;
    expect(attach({ filename: 'a.txt', contentType: 'text/plain', content: 'aGk=' })).toBe(true);
    expect(attach({ filename: 'a.txt', contentType: 'text/plain\r\nBcc: x@example.com', content: 'aGk=' })).toBe(false);
    expect(attach({ filename: 'a.txt', content: 'not base64!' })).toBe(false);
    expect(attach({ filename: 'a.txt' })).toBe(false);
  });
});

describe('A question for emails', () => {
  it('understands the words of a query string', () => {
    expect(emailListQuerySchema.parse({ unread: 'true', limit: '10', q: '  apollo ' })).toMatchObject({
      unread: true,
      limit: 10,
      q: 'apollo',
    });
    expect(emailListQuerySchema.parse({ unread: 'false' })).toMatchObject({ unread: false, limit: 50 });
    expect(emailListQuerySchema.safeParse({ limit: '100000' }).success).toBe(false);
  });
});

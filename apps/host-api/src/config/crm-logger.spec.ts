import { inLogContext } from '@mailroom/backend';
import { CrmLogger } from './crm-logger';

describe('the log', () => {
  const lines: string[] = [];
  beforeEach(() => {
    lines.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation((line) => {
      lines.push(String(line));
      return true;
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it('is one JSON object a line, with the request and the account that it is about', async () => {
    const logger = new CrmLogger(['log'], 'json');
    await inLogContext({ requestId: 'r1' }, async () => {
      await Promise.resolve();
      inLogContext({ accountId: 'a1' }, () => {
        logger.log('Two\nlines', 'Mailbox');
      });
    });
    logger.log('Nobody in particular', 'Mailbox');
    expect(lines).toHaveLength(2);
    const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({ level: 'log', context: 'Mailbox', message: 'Two\nlines', requestId: 'r1', accountId: 'a1' });
    expect(second).not.toHaveProperty('accountId');
  });

  it('is text for people unless told otherwise', () => {
    new CrmLogger(['log']).log('Hello', 'Mailbox');
    expect(lines.join('')).toMatch(/LOG.*Mailbox.*Hello/);
    expect(lines.join('')).not.toMatch(/^\{/);
  });
});

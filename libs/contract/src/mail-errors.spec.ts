import { isMailErrorCode, mailErrors, type MailErrorCode } from './mail-errors';

describe('The errors of a mailbox', () => {
  it('are those of its sign-in service as well, each for whom it concerns', () => {
    const classOf = (code: MailErrorCode): string => mailErrors[code].class;
    expect(['invalid-grant', 'client-rejected', 'authority-busy'].filter(isMailErrorCode).map(classOf)).toEqual([
      'needs-a-person',
      'needs-a-person',
      'retry-later',
    ]);
  });

  it('say how to go on where the permission has ended', () => {
    for (const code of ['invalid-grant', 'conditional-access', 'not-connected'] as const) {
      expect(mailErrors[code].remedy).toContain('Reconnect');
    }
  });
});

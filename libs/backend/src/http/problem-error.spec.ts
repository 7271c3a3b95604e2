import { ProblemError } from './problem-error';

describe('ProblemError', () => {
  it('takes the codes of the catalogue, and a remedy with those that have one', () => {
    expect(new ProblemError(409, 'account-paused', 'Paused.', { remedy: 'Resume it.' }).options.remedy).toBe('Resume it.');
    // @ts-expect-error: nobody could translate it
    expect(new ProblemError(409, 'not-in-the-catalogue', 'Unknown.').code).toBe('not-in-the-catalogue');
    // @ts-expect-error: nobody could translate its remedy
    expect(new ProblemError(409, 'account-deleting', 'Deleting.', { remedy: 'Wait.' }).options.remedy).toBe('Wait.');
    // @ts-expect-error: nobody could translate its field's message
    expect(ProblemError.invalid({ path: 'name', code: 'not-in-the-catalogue', message: 'Unknown.' }).code).toBe('validation-failed');
  });

  it('takes a code of the host’s own by name', () => {
    const options = { remedy: 'Unlock it.', errors: [{ path: 'name', code: 'contact-locked' as const, message: 'Locked.' }] };
    expect(new ProblemError<'contact-locked'>(409, 'contact-locked', 'Locked.', options).code).toBe('contact-locked');
  });
});

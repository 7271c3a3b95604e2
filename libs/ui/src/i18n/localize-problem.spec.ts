import { clearTranslations, loadTranslations } from '@angular/localize';
import type { Problem } from '@mailroom/contract';
import { de } from './de';
import { localizeProblem } from './localize-problem';

const problem = (fields: Partial<Problem>): Problem => ({
  ...{ type: 'about:blank', title: 'Error', status: 409, code: 'account-paused', detail: 'This email account is paused.' },
  ...fields,
});

describe('a problem in German', () => {
  beforeEach(() => loadTranslations(de));
  afterEach(() => clearTranslations());

  it('has the words of its code, and those of what to do about it', () => {
    expect(localizeProblem(problem({ remedy: 'Resume it first.' }))).toMatchObject({
      detail: 'Dieses E-Mail-Konto ist angehalten.',
      remedy: 'Setzen Sie es fort, und versuchen Sie es dann erneut.',
    });
  });

  it('says of a failed validation what its fields say, each thing once', () => {
    const errors = ['to', 'cc'].map((path) => ({ path, code: 'invalid-email-address', message: 'Enter an email address.' }));
    const detail = 'Geben Sie eine E-Mail-Adresse wie anna@example.com ein.';
    expect(localizeProblem(problem({ code: 'validation-failed', errors }))).toMatchObject({
      detail,
      errors: errors.map((error) => ({ ...error, message: detail })),
    });
  });

  it('stays as the host wrote it, where the code is the host’s own', () => {
    jest.spyOn(console, 'warn').mockImplementationOnce(() => undefined);
    expect(localizeProblem(problem({ code: 'contact-locked', detail: 'The contact is locked.' })).detail).toBe('The contact is locked.');
  });
});

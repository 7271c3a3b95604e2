import { accountDeletionQuerySchema, accountInputSchema, accountPatchSchema } from './accounts';
import { fieldProblems } from './problem';

describe('An account’s start date', () => {
  it.each([
    ['2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['2026-01-31T00:00:00+01:00', '2026-01-30T23:00:00.000Z'],
    [null, null],
  ])('%j is the moment %j', (startDate, moment) => {
    expect(accountPatchSchema.parse({ startDate })).toEqual({ startDate: moment });
  });

  it.each(['', '31.01.2026', '2026-02-30', 'yesterday', 5])('%j is refused with a sentence for its field', (startDate) => {
    const result = accountInputSchema.safeParse({ emailAddress: 'anna@demo.test', startDate });
    expect(result.success ? [] : fieldProblems(result.error)).toMatchObject([
      { path: 'startDate', message: 'Enter a date such as 2026-01-31.' },
    ]);
  });
});

describe('A change of an account', () => {
  it('leaves alone what it does not name', () => {
    expect(accountPatchSchema.parse({})).toEqual({});
  });

  it('makes it the default, but cannot leave its owner without one', () => {
    expect(accountPatchSchema.safeParse({ isDefault: true }).success).toBe(true);
    expect(accountPatchSchema.safeParse({ isDefault: false }).success).toBe(false);
  });
});

describe('Deleting an account', () => {
  it('removes its emails unless they are to be kept', () => {
    expect(accountDeletionQuerySchema.parse({})).toEqual({ emails: 'remove' });
    expect(accountDeletionQuerySchema.parse({ emails: 'keep' })).toEqual({ emails: 'keep' });
    expect(accountDeletionQuerySchema.safeParse({ emails: 'maybe' }).success).toBe(false);
  });
});

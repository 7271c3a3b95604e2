import { isProblem } from './is-problem';
import { problemSchema } from './problem';

const problem = { type: 'about:blank', title: 'Not found', status: 404, code: 'not-found', detail: 'There is no such email.' };
const field = { path: 'address', code: 'invalid-domain', message: 'Enter a domain.' };

describe('isProblem', () => {
  it.each([
    [problem],
    [{ ...problem, remedy: 'Look again.' }],
    [{ ...problem, errors: [field] }],
    [{ ...problem, errors: [] }],
    [{ ...problem, more: true }],
    [{ ...problem, status: '404' }],
    [{ ...problem, status: 404.5 }],
    [{ ...problem, remedy: null }],
    [{ ...problem, errors: {} }],
    [{ ...problem, errors: [null] }],
    [{ ...problem, errors: [{ ...field, code: 1 }] }],
    [{ ...problem, detail: undefined }],
    [{ message: 'Bad gateway' }],
    ['<html></html>'],
    [[]],
    [null],
    [undefined],
  ])('agrees with the schema about %j', (body) => {
    expect(isProblem(body)).toBe(problemSchema.safeParse(body).success);
  });
});

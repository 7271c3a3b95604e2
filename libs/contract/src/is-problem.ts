import type { FieldProblem, Problem } from './problem';

const isText = (value: unknown): value is string => typeof value === 'string';
const isTextIfAny = (value: unknown): boolean => value === undefined || isText(value);
const propertiesOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? { ...value } : null;

/** Whether an answer's body is a problem of the API. By hand: a page that shows its first emails need not load the schemas for this. */
export function isProblem(body: unknown): body is Problem {
  const problem = propertiesOf(body);
  if (!problem) return false;
  const { type, title, status, code, detail, remedy, errors } = problem;
  return (
    [type, title, code, detail].every(isText) &&
    Number.isInteger(status) &&
    isTextIfAny(remedy) &&
    (errors === undefined || (Array.isArray(errors) && errors.every(isFieldProblem)))
  );
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const problem = propertiesOf(value);
  return problem !== null && [problem['path'], problem['code'], problem['message']].every(isText);
}

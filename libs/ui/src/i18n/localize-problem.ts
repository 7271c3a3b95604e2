import { diagnosisCode, type Problem } from '@mailroom/contract';

interface Explained {
  code: string;
  remedy?: string | undefined;
}

/**
 * Texts of the API are English and carry a stable code. This looks the code's text up in the loaded translations
 * (`mailroom.code.<code>`), and gives the API's own where there is none.
 */
export function localizeByCode(id: string, english: string): string {
  const cooked = [`:@@mailroom.code.${id}:${english}`];
  return $localize(Object.assign(cooked, { raw: cooked }));
}

/** A problem in the user's language, its fields' messages included; a failed validation says what its fields say. */
export function localizeProblem(problem: Problem): Problem {
  const errors = problem.errors?.map((error) => ({ ...error, message: localizeByCode(error.code, error.message) }));
  const isOfFields = problem.code === 'validation-failed' && errors !== undefined && errors.length > 0;
  const messages = new Set(errors?.map(({ message }) => message));
  return {
    ...problem,
    detail: isOfFields ? [...messages].join(' ') : localizeByCode(problem.code, problem.detail),
    ...localizedRemedy(problem),
    ...(errors && { errors }),
  };
}

/** The same for what a mail server failed with, as in `lastError`. */
export function localizeMailError<Failure extends Explained & { message: string }>(failure: Failure): Failure {
  return { ...failure, message: localizeByCode(failure.code, failure.message), ...localizedRemedy(failure) };
}

function localizedRemedy({ code, remedy }: Explained): { remedy?: string } {
  return remedy === undefined ? {} : { remedy: localizeByCode(`${code}.remedy`, remedy) };
}

/** What a code stands for. */
export interface Explanation {
  code: string;
  message: string;
  remedy?: string;
}

/** A code's words, where it comes without any: in a redirect, or in a line of the set-up doctor. */
export function explainedCode(code: string): Explanation {
  const known = diagnosisCode(code);
  if (!known) return { code, message: $localize`:@@mailroom.code-unknown:It failed for a reason that has only a code: ${code}:code:` };
  return localizeMailError({ code, message: known.title, ...(known.remedy !== undefined && { remedy: known.remedy }) });
}

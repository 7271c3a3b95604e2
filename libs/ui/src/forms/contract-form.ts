import { type AbstractControl, type FormGroup, type ValidatorFn } from '@angular/forms';
import { type FieldProblem, fieldProblems } from '@mailroom/contract';
import type * as z from 'zod';
import { fieldMessage } from './field-message';

/**
 * Validates a form by the contract's schema, so that the form and the API have the same rules. Each problem is set on
 * the control that its path begins with; a problem that the server found stays until its control is changed.
 */
export function contractValidator(schema: z.ZodType, input: () => unknown): ValidatorFn {
  return (group) => {
    const result = schema.safeParse(input());
    const problems = result.success ? [] : fieldProblems(result.error);
    for (const [name, control] of controlsOf(group)) {
      const problem = problems.find(({ path }) => fieldOf(path) === name);
      const errors = problem ? { contract: problem } : serverErrors(control);
      if (errors !== control.errors) control.setErrors(errors, { emitEvent: false });
    }
    return null;
  };
}

/** Puts the API's answer onto the form's fields and gives the problems for which the form has no field. */
export function showServerProblems(form: FormGroup, problems: FieldProblem[]): FieldProblem[] {
  return problems.filter((problem) => {
    const control = form.get(fieldOf(problem.path));
    control?.setErrors({ server: problem });
    control?.markAsTouched();
    return control === null;
  });
}

/** The message of a control's problem, in the user's language; '' when there is none. */
export function problemMessage(control: AbstractControl): string {
  const problem = (control.errors?.['contract'] ?? control.errors?.['server']) as FieldProblem | undefined;
  return problem ? fieldMessage(problem) : '';
}

function controlsOf(group: AbstractControl): [string, AbstractControl][] {
  return Object.entries((group as FormGroup).controls);
}

function serverErrors(control: AbstractControl): { server: unknown } | null {
  return control.errors && 'server' in control.errors ? (control.errors as { server: unknown }) : null;
}

function fieldOf(path: string): string {
  return path.split('.')[0] ?? path;
}

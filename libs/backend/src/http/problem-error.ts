import type { FieldProblem, ProblemCode, ProblemCodeWithoutRemedy } from '@mailroom/contract';

/** A field's problem with one of the codes that are known. */
export type KnownFieldProblem<Code extends string = ProblemCode> = FieldProblem & { code: Code };

export interface ProblemOptions<Code extends string = string> {
  /** A short name of the kind of problem; default: the status's phrase. */
  title?: string;
  /** What the reader can do about it. */
  remedy?: string;
  errors?: KnownFieldProblem<Code>[];
  retryAfterSeconds?: number;
  /** Further members of the problem document, such as `accountCount`; JSON. */
  members?: Record<string, unknown>;
}

/**
 * Ends a request with a problem document (RFC 9457). `code` is stable; `detail` is for people and holds no secret.
 * A code is one of the contract's catalogue; a host names its own: `new ProblemError<'contact-locked'>(409, 'contact-locked', …)`.
 */
export class ProblemError<Code extends string = ProblemCode> extends Error {
  override readonly name = 'ProblemError';

  constructor(
    status: number,
    code: NoInfer<Code>,
    detail: string,
    options?: Omit<ProblemOptions<NoInfer<Code>>, 'remedy'> & { remedy?: never },
  );
  /** A remedy comes only with a code that the catalogue has one for, so that it is translated with it. */
  constructor(
    status: number,
    code: NoInfer<Exclude<Code, ProblemCodeWithoutRemedy>>,
    detail: string,
    options: ProblemOptions<NoInfer<Code>>,
  );
  constructor(
    readonly status: number,
    readonly code: Code,
    readonly detail: string,
    readonly options: ProblemOptions = {},
  ) {
    super(detail);
  }

  /** Also for what belongs to somebody else: whether it exists is not told. */
  static notFound(what: string): ProblemError {
    return new ProblemError(404, 'not-found', `There is no such ${what}.`);
  }

  /** A failed validation; `errors` names the fields. What a schema found is passed on as it is: `invalid<string>(…)`. */
  static invalid<Code extends string = ProblemCode>(...errors: KnownFieldProblem<NoInfer<Code>>[]): ProblemError<string> {
    return new ProblemError(422, 'validation-failed', errors.map(({ message }) => message).join(' '), { errors });
  }
}

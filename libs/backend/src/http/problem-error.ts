import type { FieldProblem } from '@mailroom/contract';

export interface ProblemOptions {
  /** A short name of the kind of problem; default: the status's phrase. */
  title?: string;
  /** What the reader can do about it. */
  remedy?: string;
  errors?: FieldProblem[];
  retryAfterSeconds?: number;
  /** Further members of the problem document, such as `accountCount`; JSON. */
  members?: Record<string, unknown>;
}

/** Ends a request with a problem document (RFC 9457). `code` is stable; `detail` is for people and holds no secret. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly options: ProblemOptions = {},
  ) {
    super(detail);
  }

  /** Also for what belongs to somebody else: whether it exists is not told. */
  static notFound(what: string): ProblemError {
    return new ProblemError(404, 'not-found', `There is no such ${what}.`);
  }

  /** A failed validation; `errors` names the fields. */
  static invalid(...errors: FieldProblem[]): ProblemError {
    return new ProblemError(422, 'validation-failed', errors.map(({ message }) => message).join(' '), { errors });
  }
}

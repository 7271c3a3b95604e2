import { Injectable, type PipeTransform } from '@nestjs/common';
import { fieldProblems } from '@mailroom/contract';
import type * as z from 'zod';
import { ProblemError } from './problem-error';

/**
 * Parses a body or a query by a schema of the contract: `@Body(new Validated(accountInputSchema)) input: AccountInput`.
 * @throws ProblemError 422 `validation-failed`, naming every field that is wrong
 */
@Injectable()
export class Validated<Schema extends z.ZodType> implements PipeTransform<unknown, z.output<Schema>> {
  constructor(private readonly schema: Schema) {}

  transform(value: unknown): z.output<Schema> {
    const result = this.schema.safeParse(value ?? {});
    if (!result.success) throw ProblemError.invalid<string>(...fieldProblems(result.error));
    return result.data;
  }
}

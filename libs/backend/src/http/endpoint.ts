import { applyDecorators, HttpCode } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, type ApiResponseNoStatusOptions } from '@nestjs/swagger';
import { problemSchema } from '@mailroom/contract';
import * as z from 'zod';

/** What the OpenAPI document says of a route. */
export interface EndpointDescription {
  summary: string;
  body?: z.ZodType;
  query?: z.ZodObject;
  /** Absent: an answer without JSON. */
  response?: z.ZodType;
  /** Of success; default 200. */
  status?: number;
  /** Refusals that say more than a problem document does, by status. */
  problems?: Record<number, z.ZodType>;
}

type JsonSchema = Extract<ApiResponseNoStatusOptions, { schema: unknown }>['schema'];

/** Documents a route by the same schemas that validate it, and sets its status of success. */
export function Endpoint({ summary, body, query, response, status = 200, problems = {} }: EndpointDescription): MethodDecorator {
  const problem = (schema: z.ZodType) => ({
    description: 'A problem document (RFC 9457)',
    content: { 'application/problem+json': { schema: jsonSchema(schema, 'output') } },
  });
  return applyDecorators(
    HttpCode(status),
    ApiOperation({ summary }),
    ...(body ? [ApiBody({ schema: jsonSchema(body, 'input') })] : []),
    ...queryParameters(query),
    ApiResponse({ status, description: 'Success', ...(response && { schema: jsonSchema(response, 'output') }) }),
    ...Object.entries(problems).map(([code, schema]) => ApiResponse({ status: Number(code), ...problem(schema) })),
    ApiResponse({ status: 'default', ...problem(problemSchema) }),
  );
}

function queryParameters(query: z.ZodObject | undefined): MethodDecorator[] {
  return Object.entries(query?.shape ?? {}).map(([name, field]) =>
    ApiQuery({ name, required: !(field as z.ZodType).safeParse(undefined).success, schema: jsonSchema(field as z.ZodType, 'input') }),
  );
}

/** JSON Schema 2020-12, which OpenAPI 3.1 is made of. Dates and transforms appear as what goes over the wire. */
function jsonSchema(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest as JsonSchema;
}

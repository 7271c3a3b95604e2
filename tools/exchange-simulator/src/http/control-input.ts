/** Refuses a call of the control interface; answered as `{code, message}`. */
export class ControlError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What a call is answered, as JSON. */
export type Answer = Record<string, unknown>;

/** A call: the parts of its path that are variable, its query and its body. */
export interface Call {
  readonly parameters: readonly string[];
  readonly query: URLSearchParams;
  readonly body: Buffer;
}

type Input = Readonly<Record<string, unknown>>;

/** A JSON object; an empty body counts as an empty one. @throws {ControlError} */
export function jsonObject(body: Buffer): Input {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError(400, 'invalid-json', 'The body is not JSON.');
  }
  if (!isObject(value)) throw new ControlError(400, 'invalid-json', 'The body must be a JSON object.');
  return value;
}

/** A whole number of at least 0. @throws {ControlError} */
export function integer(input: Input, name: string, fallback: number): number {
  const value = input[name] ?? fallback;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw invalid(name, 'a whole number of at least 0');
}

/** A number from 0 to 1. @throws {ControlError} */
export function share(input: Input, name: string, fallback: number): number {
  const value = input[name] ?? fallback;
  if (typeof value === 'number' && value >= 0 && value <= 1) return value;
  throw invalid(name, 'a number from 0 to 1');
}

/** An optional string. @throws {ControlError} */
export function text(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || typeof value === 'string') return value;
  throw invalid(name, 'a string');
}

/** An optional string that must be one of `allowed`. @throws {ControlError} */
export function oneOf<T extends string>(input: Input, name: string, allowed: readonly T[]): T | undefined {
  const value = input[name];
  const found = allowed.find((candidate) => candidate === value);
  if (value === undefined || found !== undefined) return found;
  throw invalid(name, `one of ${allowed.join(', ')}`);
}

/** An optional boolean. @throws {ControlError} */
export function flag(input: Input, name: string): boolean | undefined {
  const value = input[name];
  if (value === undefined || typeof value === 'boolean') return value;
  throw invalid(name, 'true or false');
}

/** An optional list of email addresses, which are given back in lower case. @throws {ControlError} */
export function addresses(input: Input, name: string): readonly string[] | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === 'string' && /^[^@\s]+@[^@\s]+$/.test(one))) {
    return (value as string[]).map((address) => address.toLowerCase());
  }
  throw invalid(name, 'a list of email addresses');
}

/** An object of strings. @throws {ControlError} */
export function texts(input: Input, name: string): Readonly<Record<string, string>> {
  const value = input[name];
  if (isObject(value) && Object.values(value).every((one) => typeof one === 'string')) return value as Record<string, string>;
  throw invalid(name, 'an object of strings');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function invalid(name: string, expected: string): ControlError {
  return new ControlError(400, 'invalid-input', `"${name}" must be ${expected}.`);
}

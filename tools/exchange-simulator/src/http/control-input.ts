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

/** A JSON object; an empty body counts as an empty one. @throws {ControlError} */
export function jsonObject(body: Buffer): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
  } catch {
    throw new ControlError(400, 'invalid-json', 'The body is not JSON.');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ControlError(400, 'invalid-json', 'The body must be a JSON object.');
  }
  return value as Record<string, unknown>;
}

/** A whole number of at least 0. @throws {ControlError} */
export function integer(input: Readonly<Record<string, unknown>>, name: string, fallback: number): number {
  const value = input[name] ?? fallback;
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw new ControlError(400, 'invalid-input', `"${name}" must be a whole number of at least 0.`);
  }
  return value;
}

/** An optional string. @throws {ControlError} */
export function text(input: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = input[name];
  if (value !== undefined && typeof value !== 'string') throw new ControlError(400, 'invalid-input', `"${name}" must be a string.`);
  return value;
}

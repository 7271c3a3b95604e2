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

/** Members of a call's body, read one by one; what is not read is refused, so that no typing error passes for a default. */
export class ControlInput {
  private readonly members: Map<string, unknown>;

  /** @throws {ControlError} when the body is not a JSON object; an empty one counts as `{}` */
  constructor(body: Buffer) {
    let value: unknown;
    try {
      value = body.length === 0 ? {} : JSON.parse(body.toString('utf8'));
    } catch {
      throw new ControlError(400, 'invalid-json', 'The body is not JSON.');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new ControlError(400, 'invalid-json', 'The body must be a JSON object.');
    }
    this.members = new Map(Object.entries(value));
  }

  text(name: string): string | undefined {
    return this.take(name, 'a string', (value) => typeof value === 'string');
  }

  texts(name: string): string[] | undefined {
    return this.take(
      name,
      'a list of strings',
      (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
    );
  }

  flag(name: string): boolean | undefined {
    return this.take(name, 'true or false', (value) => typeof value === 'boolean');
  }

  integer(name: string, minimum: number): number | undefined {
    const isOne = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= minimum;
    return this.take(name, `a whole number of at least ${minimum}`, isOne);
  }

  oneOf<T extends string>(name: string, values: readonly T[]): T | undefined {
    return this.take(name, `one of ${values.join(', ')}`, (value): value is T => values.includes(value as T));
  }

  /** @throws {ControlError} when the body has a member that was not asked for */
  end(): void {
    const [name] = this.members.keys();
    if (name !== undefined) throw new ControlError(400, 'invalid-input', `"${name}" is not known here.`);
  }

  private take<T>(name: string, what: string, isRight: (value: unknown) => value is T): T | undefined {
    const value = this.members.get(name);
    this.members.delete(name);
    if (value === undefined || isRight(value)) return value;
    throw new ControlError(400, 'invalid-input', `"${name}" must be ${what}.`);
  }
}

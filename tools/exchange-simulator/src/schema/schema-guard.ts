import { OptionError } from '../options';
import { SchemaViolation } from '../soap/errors';
import { SchemaValidator, type Violation } from './schema-validator';

/** A message that does not fit the schema. */
export interface InvalidMessage {
  readonly direction: 'request' | 'response';
  /** "Unknown" for what is no known operation. */
  readonly operation: string;
  /** What is wrong, in libxml2's words. */
  readonly message: string;
}

/** How many messages of an operation were checked. */
export interface CheckedMessages {
  requests: number;
  responses: number;
}

/** What `schema` in the statistics holds. Each envelope of a streaming answer counts. */
export interface SchemaReport extends CheckedMessages {
  readonly operations: Readonly<Record<string, CheckedMessages>>;
  /** The first of them. An invalid request is its sender's fault, an invalid response the simulator's own. */
  readonly violations: readonly InvalidMessage[];
  /** How many there were. */
  readonly violationCount: number;
}

/** How many violations are kept in full. */
const kept = 100;

/** Holds every message against the schema, and counts. */
export class SchemaGuard {
  private readonly operations = new Map<string, CheckedMessages>();
  private readonly violations: InvalidMessage[] = [];
  private violationCount = 0;

  private constructor(private readonly validator: SchemaValidator) {}

  /** @param file Microsoft's schema with a SOAP envelope around it (`soap-ews.xsd`) @throws {OptionError} when it cannot be read */
  static async load(file: string): Promise<SchemaGuard> {
    try {
      return new SchemaGuard(await SchemaValidator.load(file));
    } catch (error) {
      throw new OptionError(`--schema: ${file} is no schema that can be read. ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  /** @throws {SchemaViolation} as Exchange does, which says where in the request it is */
  request(operation: string, body: Buffer): void {
    this.counters(operation).requests++;
    const violation = this.check('request', operation, body);
    if (violation !== undefined) throw new SchemaViolation(violation.message, violation.position);
  }

  /** Notes what is wrong with an answer, and lets it pass. */
  response(operation: string, body: Buffer): void {
    this.counters(operation).responses++;
    this.check('response', operation, body);
  }

  report(): SchemaReport {
    const counters = [...this.operations.values()];
    return {
      requests: counters.reduce((sum, { requests }) => sum + requests, 0),
      responses: counters.reduce((sum, { responses }) => sum + responses, 0),
      operations: Object.fromEntries(this.operations),
      violations: this.violations,
      violationCount: this.violationCount,
    };
  }

  private check(direction: InvalidMessage['direction'], operation: string, body: Buffer): Violation | undefined {
    const violation = this.validator.check(body);
    if (violation === undefined) return undefined;
    this.violationCount++;
    if (this.violations.length < kept) this.violations.push({ direction, operation, message: violation.message });
    return violation;
  }

  private counters(operation: string): CheckedMessages {
    const counters = this.operations.get(operation) ?? { requests: 0, responses: 0 };
    this.operations.set(operation, counters);
    return counters;
  }
}

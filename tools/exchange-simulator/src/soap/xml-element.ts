import { SchemaViolation } from './errors';

/** An element of a request: local name, attributes, child elements, and its own text. */
export class XmlElement {
  readonly children: XmlElement[] = [];
  text = '';

  constructor(
    readonly name: string,
    readonly namespace: string,
    readonly attributes: ReadonlyMap<string, string>,
  ) {}

  /** The first child of that local name. */
  child(name: string): XmlElement | undefined {
    return this.children.find((child) => child.name === name);
  }

  /** @throws {SchemaViolation} when there is no such child. */
  required(name: string): XmlElement {
    const child = this.child(name);
    if (child === undefined) throw new SchemaViolation(`The element '${this.name}' has incomplete content: '${name}' is expected.`);
    return child;
  }

  /** The child's text without surrounding white space. */
  textOf(name: string): string | undefined {
    return this.child(name)?.text.trim();
  }

  attribute(name: string): string | undefined {
    return this.attributes.get(name);
  }

  /** An optional boolean attribute, which XML Schema also lets be written as 1 or 0. */
  flag(name: string): boolean {
    const value = this.attribute(name);
    return value === 'true' || value === '1';
  }

  /** @throws {SchemaViolation} when the attribute is missing, or not among `allowed`. */
  requiredAttribute(name: string, allowed?: readonly string[]): string {
    const value = this.attribute(name);
    if (value === undefined) throw new SchemaViolation(`The required attribute '${name}' of '${this.name}' is missing.`);
    if (allowed !== undefined && !allowed.includes(value)) {
      throw new SchemaViolation(`The '${name}' attribute is invalid: the value '${value}' is not one of ${allowed.join(', ')}.`);
    }
    return value;
  }

  /** The text of a required child that must be one of `allowed`. @throws {SchemaViolation} */
  choice(name: string, allowed: readonly string[]): string {
    const value = this.required(name).text.trim();
    if (!allowed.includes(value))
      throw new SchemaViolation(`The '${name}' element is invalid: '${value}' is not one of ${allowed.join(', ')}.`);
    return value;
  }

  /** The text of a required child as an integer within bounds. @throws {SchemaViolation} */
  integer(name: string, minimum: number, maximum: number): number {
    const value = Number(this.required(name).text.trim() || NaN);
    if (!Number.isInteger(value) || value < minimum || value > maximum) {
      throw new SchemaViolation(`The '${name}' element is invalid: a whole number from ${minimum} to ${maximum} is expected.`);
    }
    return value;
  }

  /** An optional boolean child, which XML Schema also lets be written as 1 or 0. */
  boolean(name: string): boolean | undefined {
    const value = this.textOf(name);
    return value === undefined ? undefined : value === 'true' || value === '1';
  }
}

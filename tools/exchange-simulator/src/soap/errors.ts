import { escapeXml, messageXmlValues } from './xml-text';

/** Refuses a whole request: answered as a SOAP fault with HTTP status 500. `code` is one of Exchange's response codes. */
export class SoapFault extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Values of the fault's MessageXml, e.g. `BackOffMilliseconds`. */
    readonly values: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** What the fault's Message says. */
  get summary(): string {
    return this.message;
  }

  /** Content of the fault's MessageXml. */
  get messageXml(): string {
    return messageXmlValues(this.values);
  }
}

/** A request that is not well-formed or does not fit Microsoft's schema, and where, if that is known. */
export class SchemaViolation extends SoapFault {
  constructor(
    private readonly violation: string,
    private readonly at?: { readonly line: number; readonly position: number },
  ) {
    super('ErrorSchemaValidation', `The request failed schema validation: ${violation}`);
  }

  override get summary(): string {
    return 'The request failed schema validation.';
  }

  override get messageXml(): string {
    const { at, violation } = this;
    const place = at === undefined ? '' : `<t:LineNumber>${at.line}</t:LineNumber><t:LinePosition>${at.position}</t:LinePosition>`;
    return `${place}<t:Violation>${escapeXml(violation)}</t:Violation>`;
  }
}

/** Refuses one response message (one item of a batch, say), beside which others may succeed. */
export class ResponseError extends Error {
  constructor(
    readonly code: string,
    message: string,
    /** Values of the message's MessageXml, e.g. `InnerErrorResponseCode`. */
    readonly values: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }
}

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
}

/** A request that is not well-formed or does not fit Microsoft's schema. */
export class SchemaViolation extends SoapFault {
  constructor(detail: string) {
    super('ErrorSchemaValidation', `The request failed schema validation: ${detail}`);
  }
}

/** Refuses one response message (one item of a batch, say), beside which others may succeed. */
export class ResponseError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Bounds on what one message may make the parser do. Past a bound the rest is left alone and a defect is recorded:
 * a message is never refused.
 */
export const limits = {
  /** Bytes of one header block that are read. */
  headerBlock: 1024 * 1024,
  /** Fields of one header block that are read. */
  headerFields: 10_000,
  /** Characters of one header field that are read. */
  headerField: 128 * 1024,
  /** Parameters of one Content-Type or Content-Disposition. */
  parameters: 200,
  /** Multiparts within multiparts. */
  depth: 50,
  /** Parts of one message. */
  parts: 1000,
} as const;

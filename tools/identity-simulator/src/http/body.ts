import type { IncomingMessage } from 'node:http';

/** Forms and control calls are small; more is not read. */
const longestBody = 1024 * 1024;

/** Reads a request's body. @throws {RangeError} when it is longer than 1 MB. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longestBody) throw new RangeError(`The request is longer than ${longestBody} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

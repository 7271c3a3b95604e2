import { type IncomingMessage } from 'node:http';

/** The most that a request may send: Exchange's own limit is of this order. */
const longestBody = 256 * 1024 * 1024;

/** Reads a request's body. @throws {RangeError} when it is longer than 256 MB. */
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

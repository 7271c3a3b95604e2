import type { Readable } from 'node:stream';
import { attachmentsTooLarge } from './draft-attachments';

/** A request whose body may not have been read. */
export type Upload = Readable & { body?: unknown };

/**
 * The body of an upload. A host's parsers leave `application/octet-stream` alone unless they were told to read it; then it is there as a
 * buffer already. @throws ProblemError 413 before more than the limit has been taken into memory
 */
export async function uploadedBytes(request: Upload, limit: number): Promise<Buffer> {
  if (Buffer.isBuffer(request.body)) return request.body;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > limit) throw attachmentsTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

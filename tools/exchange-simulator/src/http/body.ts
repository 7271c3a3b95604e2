import { type IncomingMessage } from 'node:http';
import { type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A body that is not taken; `status` is what HTTP calls that. */
export class BodyRefused extends Error {
  constructor(
    readonly status: 400 | 413 | 415,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a request's body, unpacked where it is compressed (RFC 9110, 8.4).
 * @throws {BodyRefused} when it is longer than `longest`, without reading it where its header says so; or cannot be unpacked
 */
export async function readBody(request: IncomingMessage, longest: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > longest) throw tooLong(longest);
  const coding = request.headers['content-encoding']?.toLowerCase() ?? 'identity';
  if (coding === 'identity') return collect(request, longest);
  if (coding !== 'gzip' && coding !== 'x-gzip') throw new BodyRefused(415, `The content coding ${coding} is not understood.`);
  const gunzip = createGunzip();
  request.once('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    return await collect(gunzip, longest);
  } catch (error) {
    request.unpipe(gunzip);
    const isZlib = (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true;
    throw isZlib ? new BodyRefused(400, 'The body is not what gzip makes.') : error;
  }
}

async function collect(source: Readable, longest: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > longest) throw tooLong(longest);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function tooLong(longest: number): BodyRefused {
  return new BodyRefused(413, `The request is longer than ${longest} bytes.`);
}

import { type ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { constants, createGzip, gzip, type Gzip } from 'node:zlib';

/** The quickest: IIS too prefers speed to size for what it compresses anew each time. */
const level = constants.Z_BEST_SPEED;
const gzipWhole = promisify(gzip) as (bytes: Buffer, options: { level: number }) => Promise<Buffer>;

/** The headers of a compressed answer. */
export const gzipHeaders = { 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' } as const;

/** Whether an `Accept-Encoding` header (RFC 9110, 12.5.3) takes gzip. */
export function acceptsGzip(header: string | string[] | undefined): boolean {
  if (header === undefined) return false;
  return String(header)
    .toLowerCase()
    .split(',')
    .some((coding) => {
      const [name, ...parameters] = coding.split(';').map((part) => part.trim());
      return (name === 'gzip' || name === 'x-gzip') && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
    });
}

/** A whole body, compressed. */
export function compress(body: Buffer): Promise<Buffer> {
  return gzipWhole(body, { level });
}

/** Compresses what is written to it into an answer: each piece can be read as soon as it is written. `onSent` is told of every byte. */
export function compressInto(response: ServerResponse, onSent: (length: number) => void): Gzip {
  const stream = createGzip({ level, flush: constants.Z_SYNC_FLUSH });
  stream.on('data', (chunk: Buffer) => onSent(chunk.length));
  stream.pipe(response);
  response.once('close', () => stream.destroy());
  return stream;
}

import type { IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { networkError } from './network-error';
import type { WaitClock } from './wait-clock';

/** In bytes: what nobody wants is read so far, to keep the connection. */
const maxUnwanted = 1_048_576;

/** In bytes: how much of a decompressed answer is made at once. A small answer may be a thousand times larger than it was sent. */
const pieceOfDecompressed = 65_536;

/** The answer's bytes as they come, decompressed where the server has compressed them, and no faster than they are taken. */
export async function* readBody(response: IncomingMessage, clock: WaitClock, signal: AbortSignal | undefined): AsyncGenerator<Buffer> {
  const stream = decoded(response);
  const chunks = stream[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (;;) {
      clock.start('idle', (error) => response.destroy(error));
      const next = await chunks.next();
      clock.stop();
      if (next.done) return;
      yield next.value;
    }
  } catch (error) {
    signal?.throwIfAborted();
    throw networkError(error);
  } finally {
    clock.stop();
    for (const end of [response, stream]) if (!end.readableEnded) end.destroy();
  }
}

function decoded(response: IncomingMessage): Readable {
  if (!/^\s*(x-)?gzip\s*$/i.test(response.headers['content-encoding'] ?? '')) return response;
  // What goes wrong on either side reaches whoever reads.
  return pipeline(response, createGunzip({ chunkSize: pieceOfDecompressed }), () => undefined);
}

/** Reads what nobody wants, so that the connection can be used again. */
export async function readAway(body: AsyncIterable<Buffer>): Promise<void> {
  let size = 0;
  for await (const chunk of body) if ((size += chunk.length) > maxUnwanted) break;
}

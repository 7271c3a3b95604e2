/**
 * How the envelopes of a notification connection are cut into chunks, of which HTTP promises nothing: each envelope is a chunk; what
 * happens together is as many envelopes in one chunk as there are events; an envelope is several chunks.
 */
export const chunkings = ['whole', 'together', 'split'] as const;

/** How notification connections send; may change while they are open. */
export interface StreamingSettings {
  chunking: (typeof chunkings)[number];
}

/** Short enough to cut within tags, and a prime, so that cuts fall anywhere. */
const pieceLength = 97;

/** Where a notification connection writes. */
interface Sink {
  write(chunk: Buffer): unknown;
  end(): unknown;
}

/** Writes envelopes as chunks of the wished kind, in their order. */
export class ChunkWriter {
  /** What is still to be written, one chunk in each turn of the event loop, so that no two of them travel as one. */
  private chunks: Buffer[] = [];
  private next: NodeJS.Immediate | undefined;
  private isEnding = false;

  constructor(
    private readonly sink: Sink,
    private readonly settings: StreamingSettings,
  ) {}

  write(envelope: Buffer): void {
    const { chunking } = this.settings;
    const last = this.chunks.at(-1);
    if (chunking === 'together' && last !== undefined) this.chunks[this.chunks.length - 1] = Buffer.concat([last, envelope]);
    else if (chunking === 'split') this.chunks.push(...pieces(envelope));
    else this.chunks.push(envelope);
    this.next ??= setImmediate(() => this.writeNext());
  }

  end(): void {
    this.isEnding = true;
    if (this.next === undefined) this.sink.end();
  }

  /** Drops what is still to be written: the client has gone. */
  stop(): void {
    clearImmediate(this.next);
    this.chunks = [];
  }

  private writeNext(): void {
    const chunk = this.chunks.shift();
    if (chunk !== undefined) this.sink.write(chunk);
    this.next = this.chunks.length > 0 ? setImmediate(() => this.writeNext()) : undefined;
    if (this.next === undefined && this.isEnding) this.sink.end();
  }
}

function* pieces(envelope: Buffer): Generator<Buffer> {
  for (let at = 0; at < envelope.length; at += pieceLength) yield envelope.subarray(at, at + pieceLength);
}

import { closeSync, openSync, readSync } from 'node:fs';
import { endOfHeader } from '../message-summary';

const headerStep = 8 * 1024;
const longestHeader = 256 * 1024;

/** The bytes of a file from `offset`, at most `length`. */
export function readRange(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    return readFully(file, offset, length);
  } finally {
    closeSync(file);
  }
}

/** The header block of the message that stands at `offset` and is `length` bytes long, and perhaps the body's beginning. */
export function readHeader(path: string, offset: number, length: number): Buffer {
  const file = openSync(path, 'r');
  try {
    for (let size = headerStep; ; size *= 2) {
      const bytes = readFully(file, offset, Math.min(size, length));
      if (bytes.length < size || size >= longestHeader || endOfHeader(bytes) !== undefined) return bytes;
    }
  } finally {
    closeSync(file);
  }
}

function readFully(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  let filled = 0;
  while (filled < length) {
    const read = readSync(file, bytes, filled, length - filled, offset + filled);
    if (read === 0) break;
    filled += read;
  }
  return bytes.subarray(0, filled);
}

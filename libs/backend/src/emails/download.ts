import { StreamableFile } from '@nestjs/common';
import { contentDisposition } from './content-disposition';

/** What a file that a stranger sent is answered with: nothing in it may run, whatever it claims to be. */
export const downloadHeaders = {
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cache-Control': 'private, max-age=3600',
} as const;

/** A file to keep. A browser that is led to its address shows none of it; pictures within a text are shown all the same. */
export function download(filename: string, contentType: string, bytes: Buffer): StreamableFile {
  const type = /^[\w.+-]+\/[\w.+-]+$/.test(contentType) ? contentType : 'application/octet-stream';
  return new StreamableFile(bytes, {
    type,
    length: bytes.length,
    disposition: contentDisposition(filename),
  });
}

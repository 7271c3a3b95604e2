import { crc32, deflateSync } from 'node:zlib';

const width = 420;
const height = 180;
const margin = 14;
const background = [250, 250, 247];
const bar = [45, 106, 122];

/** A bar chart of the values as a PNG picture (RFC 2083: true colour, 8 bits). */
export function barChart(values: readonly number[]): Buffer {
  const highest = Math.max(...values);
  const slot = (width - 2 * margin) / values.length;
  const rows: number[] = [];
  for (let y = 0; y < height; y++) {
    rows.push(0);
    for (let x = 0; x < width; x++) {
      const index = Math.floor((x - margin) / slot);
      const inBar = x >= margin && (x - margin) % slot < slot * 0.7;
      const top = height - margin - ((values[index] ?? 0) / highest) * (height - 2 * margin);
      rows.push(...(inBar && y >= top && y < height - margin ? bar : background));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(crc32(body), body.length + 4);
  return result;
}

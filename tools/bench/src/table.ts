import type { Measurement } from './measurement';

export interface Row {
  name: string;
  measurement: Measurement;
  requests: number;
  bytes: number;
}

const MEBI = 1024 * 1024;

export const cpuPerThousand = ({ cpuSeconds, messages }: Measurement): number => (cpuSeconds / messages) * 1_000;

/** A Markdown table, so that a run can be pasted into a document as it is. */
export function table(rows: readonly Row[], peers: readonly Row[]): string {
  const head = [
    '',
    'messages/s',
    'CPU s per 1,000',
    'requests per 1,000',
    'MB on the wire',
    'peak RSS MB',
    ...peers.map(({ name }) => `CPU against ${name}`),
  ];
  const body = rows.map(({ name, measurement, requests, bytes }) => [
    name,
    (measurement.messages / measurement.seconds).toFixed(0),
    cpuPerThousand(measurement).toFixed(3),
    ((requests / measurement.messages) * 1_000).toFixed(1),
    (bytes / MEBI).toFixed(0),
    (measurement.peakRssBytes / MEBI).toFixed(0),
    ...peers.map((peer) => (cpuPerThousand(measurement) / cpuPerThousand(peer.measurement)).toFixed(2)),
  ]);
  return markdown([head, ...body]);
}

export function markdown([head = [], ...body]: string[][]): string {
  const widths = head.map((_, column) => Math.max(3, ...[head, ...body].map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

import { once } from 'node:events';
import type { ServerResponse } from 'node:http';

/** Writes values as lines of JSON, each as soon as it is there; ends early when the reader has gone. */
export async function writeLines(response: ServerResponse, lines: AsyncIterable<object>): Promise<void> {
  response.writeHead(200, {
    'Content-Type': 'application/x-ndjson; charset=utf-8',
    'Cache-Control': 'no-store',
    // Proxies such as nginx would collect the lines otherwise.
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  for await (const line of lines) {
    if (response.destroyed) return;
    if (!response.write(`${JSON.stringify(line)}\n`)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
  }
  response.end();
}

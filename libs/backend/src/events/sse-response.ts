import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventSink } from './event-stream';

/** A response as server-sent events (HTML standard, 9.2). A browser that reads slowly slows the stream, not the process. */
export class SseResponse implements EventSink {
  constructor(private readonly response: ServerResponse) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      Connection: 'keep-alive',
      // Proxies such as nginx would collect the events otherwise.
      'X-Accel-Buffering': 'no',
    });
    response.write('retry: 2000\n\n');
  }

  async event(type: string, data: string, id?: number): Promise<void> {
    if (this.response.writableEnded || this.response.destroyed) return;
    const lines = `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${data}\n\n`;
    if (!this.response.write(lines)) await Promise.race([once(this.response, 'drain'), once(this.response, 'close')]);
  }

  /** A block without data tells a browser the id that it comes back with, and nothing else. */
  position(id: number): void {
    if (!this.response.writableEnded) this.response.write(`id: ${id}\n\n`);
  }

  keepAlive(): void {
    if (!this.response.writableEnded) this.response.write(': keep-alive\n\n');
  }

  end(): void {
    this.response.end();
  }
}

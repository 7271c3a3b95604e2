/** A server-sent event, its data parsed. */
export interface ReadEvent {
  type: string;
  id: string | undefined;
  data: Record<string, unknown>;
}

/** Reads an event stream as a browser does. */
export class EventReader {
  private readonly closing = new AbortController();
  private readonly events: AsyncGenerator<ReadEvent>;

  constructor(url: string, headers: Record<string, string>) {
    this.events = this.read(fetch(url, { headers, signal: this.closing.signal }));
  }

  /** The next event of this type; others are passed over. */
  async next(type: string): Promise<ReadEvent> {
    for (;;) {
      const next = await this.events.next();
      if (next.done) throw new Error(`The stream ended before ${type}.`);
      if (next.value.type === type) return next.value;
    }
  }

  /** What came until the stream was closed. */
  async rest(): Promise<ReadEvent[]> {
    const events: ReadEvent[] = [];
    for await (const event of this.events) events.push(event);
    return events;
  }

  close(): void {
    this.closing.abort();
  }

  private async *read(answer: Promise<Response>): AsyncGenerator<ReadEvent> {
    try {
      let text = '';
      for await (const chunk of (await answer).body as unknown as AsyncIterable<Uint8Array>) {
        text += Buffer.from(chunk).toString();
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) {
          const fields = new Map(
            block.split('\n').map((line): [string, string] => [line.split(': ')[0] ?? '', line.slice(line.indexOf(': ') + 2)]),
          );
          const type = fields.get('event');
          if (type !== undefined)
            yield { type, id: fields.get('id'), data: JSON.parse(fields.get('data') ?? '{}') as Record<string, unknown> };
        }
      }
    } catch (error) {
      if (!this.closing.signal.aborted) throw error;
    }
  }
}

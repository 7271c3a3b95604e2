import { setTimeout as sleep } from 'node:timers/promises';
import type { MailEvent } from '@mailroom/contract';
import type { Crm } from './crm';

/** A user's browser: reads the event stream, and comes back with `Last-Event-ID` whenever it ends. */
export class EventWitness {
  /** Message-IDs of which `email.received` told, by account. */
  readonly received = new Set<string>();
  /** Ids of emails of which `email.sent` told that they were. */
  readonly sent = new Set<string>();
  readonly violations: string[] = [];
  connections = 0;
  facts = 0;
  private lastId = 0;

  constructor(
    private readonly crm: Crm,
    private readonly user: string,
  ) {}

  async watch(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.read(signal);
      } catch {
        // The product was killed, or is not up yet: browsers come again after a while, too.
      }
      await sleep(150, undefined, { signal }).catch(() => undefined);
    }
  }

  private async read(signal: AbortSignal): Promise<void> {
    const client = await this.crm.as(this.user);
    const headers = { accept: 'text/event-stream', 'last-event-id': String(this.lastId) };
    const ending = new AbortController();
    const stop = (): void => {
      ending.abort();
    };
    signal.addEventListener('abort', stop, { once: true });
    try {
      const response = await client.stream('/api/mail/events', headers, ending.signal);
      this.connections++;
      let text = '';
      const decoder = new TextDecoder();
      for await (const chunk of response) {
        text += decoder.decode(chunk, { stream: true });
        const blocks = text.split('\n\n');
        text = blocks.pop() ?? '';
        for (const block of blocks) this.take(block);
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  private take(block: string): void {
    const id = /^id: (\d+)$/m.exec(block)?.[1];
    const data = /^data: (.*)$/m.exec(block)?.[1];
    if (id === undefined || data === undefined) return;
    const number = Number(id);
    if (number <= this.lastId) this.violations.push(`event ${number} after ${this.lastId}`);
    this.lastId = number;
    this.facts++;
    const event = JSON.parse(data) as MailEvent;
    if (event.type === 'email.received') this.received.add(`${event.accountId} ${event.email.internetMessageId ?? ''}`);
    if (event.type === 'email.sent' && event.status === 'sent') this.sent.add(event.emailId);
  }
}

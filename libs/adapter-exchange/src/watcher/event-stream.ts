import { MailError } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { getStreamingEvents } from '../operations/get-streaming-events';
import { subscribe } from '../operations/subscribe';
import { unsubscribe } from '../operations/unsubscribe';
import type { Heard, WayToWatch } from './way-to-watch';

/** How long the server may take to end a subscription that is not needed any more, in milliseconds. */
const farewell = 5_000;

/** A connection that ends sooner than this, in milliseconds, is not opened again without a pause. */
const settling = 1_000;

/** So many subscribed connections in a row that bring nothing, not even a sign of life, will not be followed by one that does. */
const maxSilent = 2;

/** What else a server says when it has no notifications for us. */
const refusals = new Set([
  'ErrorSubscriptionDelegateAccessNotSupported',
  'ErrorSubscriptionAccessDenied',
  'ErrorInvalidSubscriptionRequest',
]);

/** Streaming notifications over a hanging connection. A round is one connection; the subscription outlives it. */
export class EventStream implements WayToWatch {
  private subscriptionId: string | null = null;
  private silent = 0;

  constructor(private readonly client: EwsClient) {}

  async round(heard: Heard, signal: AbortSignal): Promise<void> {
    if (this.subscriptionId === null) {
      this.client.forgetAffinity();
      this.subscriptionId = await subscribe(this.client, { signal });
      heard.watching();
    }
    const openedAt = performance.now();
    this.silent += 1;
    for await (const folders of getStreamingEvents(this.client, this.subscriptionId, { signal })) {
      this.silent = 0;
      for (const folderRemoteId of folders) heard.changed(folderRemoteId);
    }
    if (performance.now() - openedAt < settling) {
      throw new MailError('connection-lost', { message: 'The mail server ended the connection for notifications at once.' });
    }
  }

  /** Whether it is better to ask than to go on listening: the server, or something in between, has no streams. */
  isHopelessAfter({ code, serverCode }: MailError): boolean {
    if (this.silent >= maxSilent || refusals.has(serverCode ?? '')) return true;
    return this.subscriptionId === null && ['protocol-error', 'unsupported-version', 'subscription-lost'].includes(code);
  }

  forget(): void {
    this.subscriptionId = null;
  }

  async end(): Promise<void> {
    if (this.subscriptionId === null) return;
    // The server forgets it by itself too, so a failure costs nothing.
    await unsubscribe(this.client, this.subscriptionId, { signal: AbortSignal.timeout(farewell) }).catch(() => undefined);
  }
}

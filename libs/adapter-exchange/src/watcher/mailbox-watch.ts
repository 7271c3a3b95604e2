import { MailError, type WatchEvent } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { isAtLeast } from '../exchange-version';
import { getFolder } from '../operations/get-folder';
import { getStreamingEvents } from '../operations/get-streaming-events';
import { subscribe } from '../operations/subscribe';
import { unsubscribe } from '../operations/unsubscribe';
import { BackOff } from './back-off';

/** How long the server may take to end a subscription that is not needed any more, in milliseconds. */
const farewell = 5_000;

/** A connection that ends sooner than this, in milliseconds, is not opened again without a pause. */
const settling = 1_000;

/**
 * Watches one mailbox until it is stopped:
 *
 *   subscribe ──► `watching` ──► stream ──(its time is over)──► stream ──► …
 *       ▲                          │
 *       ├── subscription lost ◄────┤  anew without the old watermark; the sync after `watching` catches up
 *       ├── back-off ◄─ `interrupted` ◄─ retry-later
 *       └── (the end) ◄─ `interrupted` ◄─ needs-a-person
 */
export class MailboxWatch {
  private readonly stopping = new AbortController();
  private readonly backOff = new BackOff();
  private subscriptionId: string | null = null;

  constructor(
    private readonly accountId: string,
    private readonly client: EwsClient,
    private readonly emit: (event: WatchEvent) => void,
  ) {}

  /** Ends when stopped, or when it has given up; never rejects. */
  async run(): Promise<void> {
    const { signal } = this.stopping;
    let watching = true;
    while (watching) watching = await this.watch(signal).catch((error: unknown) => this.recover(error, signal));
    await this.unsubscribe();
  }

  stop(): void {
    this.stopping.abort();
  }

  /** @returns false where nothing can be streamed, and the engine's poll must do */
  private async watch(signal: AbortSignal): Promise<boolean> {
    if (!(await this.canStream(signal))) {
      this.emit({ kind: 'watching', accountId: this.accountId });
      return false;
    }
    if (this.subscriptionId === null) {
      this.subscriptionId = await subscribe(this.client, { signal });
      this.emit({ kind: 'watching', accountId: this.accountId });
    }
    const openedAt = performance.now();
    const isSettled = (): boolean => performance.now() - openedAt > settling;
    for await (const folders of getStreamingEvents(this.client, this.subscriptionId, { signal })) {
      if (isSettled()) this.backOff.reset();
      for (const folderRemoteId of folders) this.emit({ kind: 'changed', accountId: this.accountId, folderRemoteId });
    }
    if (!isSettled())
      throw new MailError('connection-lost', { message: 'The mail server ended the connection for notifications at once.' });
    return true;
  }

  /** A subscription is to the mailbox that one acts as: a delegate's would watch the delegate's own. */
  private async canStream(signal: AbortSignal): Promise<boolean> {
    if (this.client.target.access === 'delegate') return false;
    // The version is known once the server has answered something.
    if (!this.client.server.isSettled) await getFolder(this.client, [{ distinguished: 'inbox' }], { signal });
    return isAtLeast(this.client.server.version, 'Exchange2010_SP1');
  }

  /** @returns whether to watch again */
  private async recover(cause: unknown, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const error = cause instanceof MailError ? cause : new MailError('protocol-error', { cause });
    if (error.code === 'subscription-lost' && this.subscriptionId !== null) {
      this.subscriptionId = null;
      return true;
    }
    this.subscriptionId = null;
    this.emit({ kind: 'interrupted', accountId: this.accountId, error });
    if (error.class === 'needs-a-person') return false;
    return await this.backOff.wait(error.retryAfterMs, signal).then(
      () => true,
      () => false,
    );
  }

  private async unsubscribe(): Promise<void> {
    if (this.subscriptionId === null) return;
    // The server forgets it by itself too, so a failure costs nothing.
    await unsubscribe(this.client, this.subscriptionId, { signal: AbortSignal.timeout(farewell) }).catch(() => undefined);
  }
}

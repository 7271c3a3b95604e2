import { MailError, type WatchEvent } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { isAtLeast } from '../exchange-version';
import { getFolder } from '../operations/get-folder';
import { BackOff } from './back-off';
import { EventStream } from './event-stream';
import { FolderPoll } from './folder-poll';
import type { Heard, WayToWatch } from './way-to-watch';

/** How long it is asked in place of listening before streams are tried again, in milliseconds. */
const untilNextStream = 3_600_000;

/** A round that lasted so long, in milliseconds, was a good one, however it ended. */
const settled = 60_000;

/**
 * Watches one mailbox until it is stopped, by its event stream or, where there is none, by asking:
 *
 *   choose ──► `watching` ──► round ──(its time is over)──► round ──► …
 *       ▲          ▲            │
 *       │          ├────────────┤ subscription lost: anew without the old watermark; the sync after `watching` catches up
 *       │          ├────────────┤ no streams to be had: asking instead
 *       ├── back-off ◄─ `interrupted` ◄─ retry-later
 *       └── (the end) ◄─ `interrupted` ◄─ needs-a-person
 */
export class MailboxWatch {
  private readonly stopping = new AbortController();
  private readonly backOff = new BackOff();
  private way: WayToWatch | null = null;
  private roundBeganAt = 0;
  private nextStreamAt = Infinity;
  private hasLost = false;

  constructor(
    private readonly accountId: string,
    private readonly client: EwsClient,
    private readonly pollMs: number,
    private readonly emit: (event: WatchEvent) => void,
  ) {}

  /** Ends when stopped, or when it has given up; never rejects. */
  async run(): Promise<void> {
    const { signal } = this.stopping;
    let watching = true;
    while (watching) {
      watching = await this.round(signal).then(
        () => true,
        (error: unknown) => this.recover(error, signal),
      );
    }
    await this.way?.end();
  }

  stop(): void {
    this.stopping.abort();
  }

  private async round(signal: AbortSignal): Promise<void> {
    this.roundBeganAt = performance.now();
    if (this.roundBeganAt > this.nextStreamAt) this.way = null;
    this.way ??= await this.choose(signal);
    await this.way.round(this.heard, signal);
    this.settle();
  }

  private settle(): void {
    this.backOff.reset();
    this.hasLost = false;
  }

  private readonly heard: Heard = {
    watching: () => this.emit({ kind: 'watching', accountId: this.accountId }),
    changed: (folderRemoteId) => this.emit({ kind: 'changed', accountId: this.accountId, folderRemoteId }),
  };

  /** A delegate is refused subscriptions to another's mailbox, and servers before Exchange 2010 SP1 stream nothing. */
  private async choose(signal: AbortSignal): Promise<WayToWatch> {
    const { client } = this;
    this.nextStreamAt = Infinity;
    if (client.target.access === 'delegate') return new FolderPoll(client, this.pollMs);
    // The version is known once the server has answered something.
    if (!client.server.isSettled) await getFolder(client, [{ distinguished: 'inbox' }], { signal });
    return isAtLeast(client.server.version, 'Exchange2010_SP1') ? new EventStream(client) : new FolderPoll(client, this.pollMs);
  }

  /** @returns whether to watch again */
  private async recover(cause: unknown, signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return false;
    const error = cause instanceof MailError ? cause : new MailError('protocol-error', { cause });
    if (this.way instanceof EventStream && this.way.isHopelessAfter(error)) {
      await this.way.end();
      this.way = new FolderPoll(this.client, this.pollMs);
      this.nextStreamAt = performance.now() + untilNextStream;
      return true;
    }
    this.way?.forget();
    if (performance.now() - this.roundBeganAt > settled) this.settle();
    if (error.code === 'subscription-lost' && !this.hasLost) {
      this.hasLost = true;
      return true;
    }
    if (this.way instanceof FolderPoll) this.way = null;
    this.emit({ kind: 'interrupted', accountId: this.accountId, error });
    if (error.class === 'needs-a-person') return false;
    return await this.backOff.wait(error.retryAfterMs, signal).then(
      () => true,
      () => false,
    );
  }
}

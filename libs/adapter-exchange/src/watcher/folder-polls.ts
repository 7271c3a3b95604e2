import { MailError } from '@mailroom/mail-adapter';
import { findFolderMarks } from '../operations/find-folder';
import { MarkedFolders } from './marked-folders';
import type { Watch } from './watch';
import type { WatcherTools } from './watcher-tools';

/** How long it is asked in place of listening before streams are tried again, in milliseconds. */
const untilNextStreamMs = 3_600_000;

/** Between two questions to one server, on average, however many mailboxes are asked in turn. In milliseconds. */
const leastMsBetweenQuestions = 50;

/** How often mailboxes are asked, in milliseconds. */
export interface PollTimes {
  /** That nothing is heard of otherwise. */
  unheard: number;
  /** That are listened to: a notification may be lost on its way. */
  heard: number;
}

/** Asks from time to time, in one request for a whole mailbox, in which folders something has happened. */
export class FolderPolls {
  constructor(
    private readonly tools: WatcherTools,
    private readonly times: PollTimes,
  ) {}

  /** The mailbox is listened to; what is missed all the same is found out. */
  standBehind(watch: Watch): void {
    watch.sleep(this.times.heard * (0.75 + Math.random() / 2), this.check);
  }

  /** The mailbox is asked, and from time to time it is tried to listen to it. */
  inPlaceOfStream(watch: Watch): void {
    watch.nextStreamAt = performance.now() + untilNextStreamMs;
    this.begin(watch);
  }

  /** The mailbox is asked for good. */
  begin(watch: Watch): void {
    watch.marks = null;
    if (!watch.isAsked) this.limitsOf(watch).asked += 1;
    watch.isAsked = true;
    this.ask(watch);
  }

  /** The mailbox is asked no more. */
  end(watch: Watch): void {
    if (watch.isAsked) this.limitsOf(watch).asked -= 1;
    watch.isAsked = false;
  }

  private readonly ask = (watch: Watch): void => {
    if (performance.now() < watch.nextStreamAt) return this.tools.background(this.askNow(watch));
    this.end(watch);
    watch.nextStreamAt = Infinity;
    this.tools.place(watch);
  };

  private readonly check = (watch: Watch): void => {
    this.tools.background(this.checkNow(watch));
  };

  private async askNow(watch: Watch): Promise<void> {
    try {
      const isFirst = watch.marks === null;
      await this.compare(watch);
      if (isFirst) watch.watching();
      const share = this.limitsOf(watch).asked * leastMsBetweenQuestions;
      watch.sleep(Math.max(this.times.unheard, share) * (0.75 + Math.random() / 2), this.ask);
    } catch (cause) {
      if (watch.hasEnded || this.tools.isClosing) return;
      const error = cause instanceof MailError ? cause : new MailError('protocol-error', { cause });
      watch.marks = null;
      watch.interrupted(error);
      if (error.class === 'needs-a-person') this.end(watch);
      else watch.sleep(watch.pauseAfter(error), this.ask);
    }
  }

  private async checkNow(watch: Watch): Promise<void> {
    // What is wrong is noticed by whoever listens.
    await this.compare(watch).catch(() => undefined);
    if (watch.subscriptionId !== null) this.standBehind(watch);
  }

  private async compare(watch: Watch): Promise<void> {
    const marks = await this.limitsOf(watch).requests.run(() => findFolderMarks(this.tools.client(watch), { signal: this.tools.closing }));
    if (watch.hasEnded) return;
    const news = watch.marks?.compare(marks);
    watch.marks = new MarkedFolders(marks);
    for (const folder of news?.changed ?? []) watch.changed(folder);
    if (news?.isOneGone) watch.changed(null);
  }

  private limitsOf({ server }: Watch) {
    return this.tools.limitsOf(server);
  }
}

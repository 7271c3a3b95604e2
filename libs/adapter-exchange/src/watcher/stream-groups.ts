import type { MailboxTarget } from '@mailroom/mail-adapter';
import { StreamGroup } from './stream-group';
import type { Watch } from './watch';
import type { WatcherTools } from './watcher-tools';

/**
 * Finds each mailbox a connection. A connection reads the subscriptions of one login: impersonated mailboxes share one,
 * up to the server's limit, with those that live at the same place; an owner's has one of its own.
 */
export class StreamGroups {
  private readonly groups = new Map<string, StreamGroup[]>();
  /** Numbers for what has no name. */
  private readonly numbers = new WeakMap<object, number>();
  private count = 0;

  constructor(private readonly tools: WatcherTools) {}

  /** @param location what mailboxes have in common that can share a connection */
  place(watch: Watch, location: string): void {
    if (watch.target.access !== 'impersonation') return new StreamGroup(this.tools, false).join(watch);
    const key = `${this.numberOf(watch.server)} ${this.loginOf(watch.target)} ${location}`;
    const open = (this.groups.get(key) ?? []).filter(({ hasEnded }) => !hasEnded);
    const { subscriptionsPerConnection } = this.tools.limitsOf(watch.server);
    let group = open.find(({ members }) => members.size < subscriptionsPerConnection);
    if (!group) {
      group = new StreamGroup(this.tools, true);
      open.push(group);
    }
    this.groups.set(key, open);
    group.join(watch);
  }

  private loginOf({ credentials }: MailboxTarget): string {
    if (credentials.kind === 'password') return JSON.stringify([credentials.method, credentials.login, credentials.password]);
    return `token ${this.numberOf(credentials.tokens)}`;
  }

  private numberOf(thing: object): number {
    const number = this.numbers.get(thing) ?? ++this.count;
    this.numbers.set(thing, number);
    return number;
  }
}

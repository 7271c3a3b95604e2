import { type IncomingHttpHeaders } from 'node:http';
import { type MailStore } from '../mailbox/mail-store';
import { type Mailbox } from '../mailbox/mailbox';
import { type StreamingSettings } from '../notifications/chunk-writer';
import { type NotificationTimes, Subscriptions } from '../notifications/subscriptions';
import { type ServerVersion } from '../soap/server-version';
import { packedVersion } from '../soap/packed-version';

/** A mailbox server: it alone knows the subscriptions that were made on it. */
export interface BackEnd {
  readonly name: string;
  readonly subscriptions: Subscriptions;
}

/** Where a request goes, and what its sender is to send from now on so that the next goes there too. */
export interface Route {
  readonly backEnd: BackEnd;
  /** Whether the client sent the cookie that this server had given it. */
  readonly isPinned: boolean;
  /** The value of a Set-Cookie header. */
  readonly setCookie: string | undefined;
}

const cookieName = 'X-BackEndOverrideCookie';
const cookie = new RegExp(`(?:^|; *)${cookieName}=([^;]*)`);

/**
 * The mailbox servers behind the front end. A request that prefers affinity goes where its cookie says, else where the mailbox is that
 * X-AnchorMailbox names, else where the account's own is.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server
 */
export class BackEnds {
  private readonly all: readonly [BackEnd, ...BackEnd[]];
  private readonly version: number;

  constructor(
    private readonly store: MailStore,
    times: NotificationTimes,
    streaming: StreamingSettings,
    count: 1 | 2,
    version: ServerVersion,
  ) {
    const create = (number: number): BackEnd => ({ name: `exch${number}.localhost`, subscriptions: new Subscriptions(times, streaming) });
    this.all = count === 1 ? [create(1)] : [create(1), create(2)];
    this.version = packedVersion(version);
  }

  route(headers: IncomingHttpHeaders, account: Mailbox | undefined): Route {
    const prefersAffinity = headers['x-preferserveraffinity'] === 'true';
    const pinned = prefersAffinity ? this.pinnedBy(headers.cookie) : undefined;
    if (pinned !== undefined) return { backEnd: pinned, isPinned: true, setCookie: undefined };
    const anchor = headers['x-anchormailbox'];
    const backEnd = this.homeOf(typeof anchor === 'string' ? (this.store.findRecipient(anchor) ?? account) : account);
    return {
      backEnd,
      isPinned: false,
      setCookie: prefersAffinity ? `${cookieName}=${this.cookieOf(backEnd)}; path=/; secure; HttpOnly` : undefined,
    };
  }

  /** The mailbox server that holds a mailbox. */
  homeOf(mailbox: Mailbox | undefined): BackEnd {
    const number = mailbox === undefined ? 0 : Buffer.from(mailbox.key.slice(0, 4), 'base64').readUInt16BE() % this.all.length;
    return this.all[number] ?? this.all[0];
  }

  /** Ends all subscriptions to a mailbox (any when undefined). Answers how many. */
  lose(mailbox: string | undefined): number {
    return this.all.reduce((lost, { subscriptions }) => lost + subscriptions.lose(mailbox), 0);
  }

  private pinnedBy(cookies: string | undefined): BackEnd | undefined {
    const value = cookies === undefined ? undefined : cookie.exec(cookies)?.[1];
    return this.all.find((backEnd) => this.cookieOf(backEnd) === value);
  }

  private cookieOf({ name }: BackEnd): string {
    return `${name}~${this.version}`;
  }
}

import type { Cancellable, MailError } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import type { XmlElement } from '../wire/xml-element';

/** In minutes; the most that a server grants is 30. */
const connectionTimeout = 29;

/** What a message of the stream tells. */
export interface StreamNews {
  /** The ids of the folders concerned, by subscription; none when the server only shows that it is there. */
  changes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Subscriptions that the stream goes on without; none named: all of them. */
  lost: { error: MailError; subscriptionIds: string[] } | null;
}

/**
 * Waits for events until the server ends the connection in its time. Nobody here watches how long it is silent.
 * @param subscriptionIds at most 200, all made by the account that the client signs in as
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getstreamingevents-operation
 */
export async function* getStreamingEvents(
  client: EwsClient,
  subscriptionIds: readonly string[],
  options?: Cancellable,
): AsyncGenerator<StreamNews> {
  const messages = client.messages(
    (builder) => {
      const ids = subscriptionIds.map((id) => builder.text(id));
      return new builder.ews.GetStreamingEventsRequest(builder.service, () => undefined, ids, connectionTimeout);
    },
    { ...options, affinity: true, hangs: true, timeouts: { connect: 5_000, firstByte: 75_000, idle: Infinity, total: Infinity } },
  );
  for await (const message of messages) {
    const error = responseError(message);
    yield { changes: changesOf(message), lost: error && { error, subscriptionIds: lostOf(message) } };
  }
}

function changesOf(message: XmlElement): Map<string, Set<string>> {
  const changes = new Map<string, Set<string>>();
  for (const notification of message.child('Notifications')?.children ?? []) {
    const folders = foldersOf(notification);
    if (folders.size > 0) changes.set(notification.textOf('SubscriptionId')?.trim() ?? '', folders);
  }
  return changes;
}

function foldersOf(notification: XmlElement): Set<string> {
  const folders = new Set<string>();
  for (const event of notification.children) {
    for (const { name, attributes } of event.children) {
      if ((name === 'ParentFolderId' || name === 'OldParentFolderId') && attributes['Id'] !== undefined) folders.add(attributes['Id']);
    }
  }
  return folders;
}

function lostOf(message: XmlElement): string[] {
  return (message.child('ErrorSubscriptionIds')?.children ?? []).map(({ text }) => text.trim());
}

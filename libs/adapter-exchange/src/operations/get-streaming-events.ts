import type { Cancellable } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import type { XmlElement } from '../wire/xml-element';

/** In minutes; the most that a server grants is 30. */
const connectionTimeout = 29;

/** A server says something every minute or so, if only that nothing happened. A silence this long is a dead connection. */
const silence = 120_000;

/**
 * Waits for events until the server ends the connection in its time; gives for each notification the ids of the folders
 * concerned, none when the server only shows that it is there.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getstreamingevents-operation
 */
export async function* getStreamingEvents(client: EwsClient, subscriptionId: string, options?: Cancellable): AsyncGenerator<Set<string>> {
  const messages = client.messages(
    (builder) => {
      const ids = [builder.text(subscriptionId)];
      return new builder.ews.GetStreamingEventsRequest(builder.service, () => undefined, ids, connectionTimeout);
    },
    { ...options, affinity: true, timeouts: { connect: 5_000, firstByte: silence, idle: silence, total: Infinity } },
  );
  for await (const message of messages) {
    const error = responseError(message);
    if (error) throw error;
    yield foldersOf(message);
  }
}

function foldersOf(message: XmlElement): Set<string> {
  const folders = new Set<string>();
  for (const notification of message.child('Notifications')?.children ?? []) {
    for (const event of notification.children) {
      for (const { name, attributes } of event.children) {
        if ((name === 'ParentFolderId' || name === 'OldParentFolderId') && attributes['Id'] !== undefined) folders.add(attributes['Id']);
      }
    }
  }
  return folders;
}

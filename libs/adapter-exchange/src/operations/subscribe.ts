import { type Cancellable, MailError } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';
import { detached } from '../wire/detached';

/**
 * Subscribes to what happens to messages anywhere in the mailbox; gives the subscription's id.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/subscribe-operation
 */
export async function subscribe(client: EwsClient, options?: Cancellable): Promise<string> {
  const message = await client.single(
    ({ ews, service }) => {
      const request = new ews.SubscribeToStreamingNotificationsRequest(service);
      const { NewMail, Created, Deleted, Modified, Moved, Copied } = ews.EventType;
      // No folders means all of them.
      request.EventTypes = [NewMail, Created, Deleted, Modified, Moved, Copied];
      return request;
    },
    { ...options, affinity: true },
  );
  const id = message.textOf('SubscriptionId')?.trim();
  if (!id) throw new MailError('protocol-error', { message: 'The mail server gave no id for the subscription.' });
  return detached(id);
}

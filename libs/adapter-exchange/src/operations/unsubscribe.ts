import type { Cancellable } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';

/** @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/unsubscribe-operation */
export async function unsubscribe(client: EwsClient, subscriptionId: string, options?: Cancellable): Promise<void> {
  await client.single(
    (builder) => {
      const request = new builder.ews.UnsubscribeRequest(builder.service, builder.ews.ServiceErrorHandling.ReturnErrors);
      request.SubscriptionId = builder.text(subscriptionId);
      return request;
    },
    { ...options, affinity: true },
  );
}

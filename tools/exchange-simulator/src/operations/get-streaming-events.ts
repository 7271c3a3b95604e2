import { errorSubscriptionIds, StreamingConnection } from '../notifications/streaming-connection';
import { type Subscription } from '../notifications/subscription';
import { ResponseError } from '../soap/errors';
import { type Operation } from './operation';

/** GetStreamingEvents (MS-OXWSNTIF 3.1.4.3): keeps the connection open, unless one of the subscriptions is not there. */
export const getStreamingEvents: Operation = {
  since: 'Exchange2010_SP1',
  run(request, { out, subscriptions, account }) {
    const minutes = request.integer('ConnectionTimeout', 1, 30);
    const ids = request.required('SubscriptionIds').children.map(({ text }) => text.trim());
    const found: Subscription[] = [];
    const missing: { id: string; error: ResponseError }[] = [];
    for (const id of ids) {
      try {
        found.push(subscriptions.find(id, account));
      } catch (error) {
        if (!(error instanceof ResponseError)) throw error;
        missing.push({ id, error });
      }
    }
    const [first] = missing;
    if (first === undefined) return new StreamingConnection(found, subscriptions.times, minutes * subscriptions.times.minute);
    const refuse = (): never => {
      throw first.error;
    };
    out.message(
      'GetStreamingEvents',
      refuse,
      `${errorSubscriptionIds(missing.map(({ id }) => id))}<m:ConnectionStatus>Closed</m:ConnectionStatus>`,
    );
    return undefined;
  },
};

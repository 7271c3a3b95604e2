import { errorSubscriptionIds, StreamingConnection } from '../notifications/streaming-connection';
import { type Subscription } from '../notifications/subscription';
import { ResponseError } from '../soap/errors';
import { type Operation, type OperationContext } from './operation';

/** The most subscriptions that one connection reads. */
const mostSubscriptions = 200;

interface Refusal {
  readonly id: string;
  readonly error: ResponseError;
}

/** GetStreamingEvents (MS-OXWSNTIF 3.1.4.3): keeps the connection open, unless one of the subscriptions is not there. */
export const getStreamingEvents: Operation = {
  since: 'Exchange2010_SP1',
  run(request, context) {
    const { times, streaming } = context.subscriptions;
    const minutes = request.integer('ConnectionTimeout', 1, 30);
    const ids = request.required('SubscriptionIds').children.map(({ text }) => text.trim());
    const found: Subscription[] = [];
    const refused: Refusal[] = ids.slice(mostSubscriptions).map((id) => ({ id, error: tooMany() }));
    for (const id of ids.slice(0, mostSubscriptions)) {
      const result = findSubscription(id, context);
      if (result instanceof ResponseError) refused.push({ id, error: result });
      else found.push(result);
    }
    if (refused.length === 0) return new StreamingConnection(found, times, streaming, minutes * times.minute);
    refuse(refused, context);
    return undefined;
  },
};

function findSubscription(id: string, { subscriptions, account }: OperationContext): Subscription | ResponseError {
  try {
    const subscription = subscriptions.find(id, account);
    return subscription.request.kind === 'streaming'
      ? subscription
      : new ResponseError('ErrorInvalidSubscription', 'The subscription is no streaming subscription.');
  } catch (error) {
    if (error instanceof ResponseError) return error;
    throw error;
  }
}

function tooMany(): ResponseError {
  return new ResponseError('ErrorExceededSubscriptionCount', `A connection reads at most ${mostSubscriptions} subscriptions.`);
}

function refuse(refused: readonly Refusal[], { out }: OperationContext): void {
  out.message(
    'GetStreamingEvents',
    () => {
      for (const { error } of refused) throw error;
    },
    `${errorSubscriptionIds(refused.map(({ id }) => id))}<m:ConnectionStatus>Closed</m:ConnectionStatus>`,
  );
}

import { writeNotification } from '../notifications/event-writer';
import { ResponseError } from '../soap/errors';
import { type Operation } from './operation';

/** The most events that one answer holds. */
const mostEvents = 50;

/** GetEvents (MS-OXWSNTIF 3.1.4.1): what a pull subscription has collected after a watermark. */
export const getEvents: Operation = {
  since: 'Exchange2007',
  run(request, { out, subscriptions, account }) {
    const id = request.required('SubscriptionId').text.trim();
    const watermark = request.required('Watermark').text.trim();
    out.message('GetEvents', () => {
      const subscription = subscriptions.find(id, account);
      if (subscription.request.kind !== 'pull')
        throw new ResponseError('ErrorInvalidPullSubscriptionId', 'The subscription is not a pull subscription.');
      const events = subscription.readAfter(watermark);
      if (events === undefined)
        throw new ResponseError('ErrorInvalidWatermark', 'The watermark used for creating this subscription was not found.');
      out.raw('<m:Notification>');
      writeNotification(out, subscription, events.slice(0, mostEvents), { moreEvents: events.length > mostEvents });
      out.raw('</m:Notification>');
    });
    return undefined;
  },
};

import { type Operation } from './operation';

/** Unsubscribe (MS-OXWSNTIF 3.1.4.6). */
export const unsubscribe: Operation = {
  since: 'Exchange2007',
  run(request, { out, subscriptions, account }) {
    const id = request.required('SubscriptionId').text.trim();
    out.message('Unsubscribe', () => subscriptions.remove(subscriptions.find(id, account).id, 'ErrorSubscriptionUnsubscribed'));
    return undefined;
  },
};

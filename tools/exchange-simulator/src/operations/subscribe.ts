import { ResponseError, SchemaViolation, SoapFault } from '../soap/errors';
import { isAtLeast } from '../soap/server-version';
import { type XmlElement } from '../soap/xml-element';
import { findFolder } from './lookup';
import { type Operation, type OperationContext, ownMailbox } from './operation';

/** How long a streaming subscription lives without a connection, in minutes. */
const streamingLifetime = 30;
const eventTypes = ['CopiedEvent', 'CreatedEvent', 'DeletedEvent', 'ModifiedEvent', 'MovedEvent', 'NewMailEvent', 'FreeBusyChangedEvent'];

/** Subscribe (MS-OXWSNTIF 3.1.4.5): streaming since Exchange 2010 SP1, pull since the beginning; push is not offered. */
export const subscribe: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const [wish] = request.children;
    if (wish === undefined) throw new SchemaViolation("The element 'Subscribe' has incomplete content.");
    const isStreaming = wish.name === 'StreamingSubscriptionRequest';
    if (isStreaming && !isAtLeast(context.version, 'Exchange2010_SP1')) {
      throw new SoapFault('ErrorInvalidServerVersion', 'The specified server version is invalid.');
    }
    const minutes = wish.name === 'PullSubscriptionRequest' ? wish.integer('Timeout', 1, 1440) : streamingLifetime;
    const types = new Set(wish.required('EventTypes').children.map(eventType));
    const { out, subscriptions, account } = context;
    out.message('Subscribe', () => {
      if (wish.name === 'PushSubscriptionRequest') {
        throw new ResponseError('ErrorInvalidSubscriptionRequest', 'Push subscriptions are not offered by this server.');
      }
      const folders = watchedFolders(wish, context);
      const [watched] = folders ?? [];
      const subscription = subscriptions.create({
        kind: isStreaming ? 'streaming' : 'pull',
        account,
        mailbox: watched?.mailbox ?? ownMailbox(context),
        folders,
        eventTypes: types,
        lifetime: minutes * subscriptions.times.minute,
        isModern: isAtLeast(context.server.schema, 'Exchange2013'),
      });
      out.element('m:SubscriptionId', subscription.id);
      if (!isStreaming) out.element('m:Watermark', subscription.watermark);
    });
    return undefined;
  },
};

function watchedFolders(wish: XmlElement, context: OperationContext): ReadonlySet<ReturnType<typeof findFolder>> | undefined {
  const ids = wish.child('FolderIds')?.children ?? [];
  const isToAllFolders = wish.flag('SubscribeToAllFolders');
  if (isToAllFolders && ids.length > 0) {
    throw new ResponseError('ErrorInvalidSubscriptionRequest', 'A subscription to all folders names none.');
  }
  if (isToAllFolders) return undefined;
  if (ids.length === 0) throw new ResponseError('ErrorInvalidSubscriptionRequest', 'The subscription names no folder.');
  return new Set(ids.map((id) => findFolder(id, context)));
}

function eventType({ text }: XmlElement): string {
  if (!eventTypes.includes(text.trim())) throw new SchemaViolation(`The 'EventType' element is invalid: '${text}' is no event.`);
  return text.trim();
}

import { MailError, type MessageUpsert } from '@mailroom/mail-adapter';
import type * as Ews from 'ews-javascript-api';
import type { RequestBuilder } from '../wire/request-builder';
import type { XmlElement } from '../wire/xml-element';

/** What is asked of each item besides its id. */
export function messageShape(builder: RequestBuilder): Ews.PropertySet {
  const { ews } = builder;
  const { Size, ItemClass, DateTimeReceived } = ews.ItemSchema;
  return builder.shape([Size, ItemClass, DateTimeReceived, ews.EmailMessageSchema.IsRead]);
}

/** Of any type: Exchange has ever new ones, and every item must be accounted for. */
export function readMessageItem(item: XmlElement | undefined): MessageUpsert {
  const { Id, ChangeKey } = readItemId(item);
  return {
    kind: 'upsert',
    ref: { remoteId: Id, revision: ChangeKey ?? '', size: item?.numberOf('Size') ?? 0 },
    isRead: item?.isTrueAt('IsRead') ?? false,
    receivedAt: item?.dateOf('DateTimeReceived') ?? null,
    itemClass: item?.textOf('ItemClass') ?? '',
  };
}

/** @throws MailError `protocol-error` */
export function readItemId(parent: XmlElement | undefined): { Id: string; ChangeKey?: string } {
  const { Id, ChangeKey } = parent?.child('ItemId')?.attributes ?? {};
  if (Id === undefined) throw new MailError('protocol-error', { message: 'The mail server spoke of an item without its id.' });
  return { Id, ...(ChangeKey !== undefined && { ChangeKey }) };
}

import { decodePart } from '@mailroom/mime';
import { classifyMessage } from '../mailbox/classify-message';
import { parseAttachmentId } from '../mailbox/identifiers';
import { type MessageSource } from '../mailbox/message-source';
import { summarize } from '../mailbox/message-summary';
import { attachmentElement, partAt, writeAttachmentInfo } from '../properties/attachments';
import { ItemShape } from '../properties/item-shape';
import { ItemView } from '../properties/item-view';
import { ResponseError } from '../soap/errors';
import { XmlElement } from '../soap/xml-element';
import { answerEach } from './batch';
import { findItemById } from './lookup';
import { type Operation, type OperationContext } from './operation';

/** GetAttachment (MS-OXWSATT 3.1.4.3): a file's content, or an attached message's properties. */
export const getAttachment: Operation = {
  since: 'Exchange2007',
  run(request, context) {
    const shape = new ItemShape(itemShape(request.child('AttachmentShape')), context, 'reading');
    const answer = (id: XmlElement): void => writeAttachment(id.requiredAttribute('Id'), shape, context);
    answerEach('GetAttachment', request.required('AttachmentIds'), context.out, answer, '<m:Attachments/>');
    return undefined;
  },
};

function writeAttachment(id: string, shape: ItemShape, context: OperationContext): void {
  const { out } = context;
  const { itemId, path } = parseAttachmentId(id);
  const view = ItemView.of(findItemById(itemId, context));
  const attachment = view.message.attachments.find((candidate) => candidate.path === path);
  const part = partAt(view.message.root, path);
  if (attachment === undefined || part === undefined) {
    throw new ResponseError('ErrorInvalidAttachmentId', 'The attachment was not found.');
  }
  const element = attachmentElement(attachment);
  const content = decodePart(view.bytes, part);
  out.raw(`<m:Attachments><${element}>`);
  writeAttachmentInfo(out, view, attachment);
  if (element === 't:ItemAttachment') shape.write(out, new ItemView(attachedMessage(content, view.source.receivedAt)));
  else out.raw('<t:Content>').base64(content).raw('</t:Content>');
  out.raw(`</${element}></m:Attachments>`);
}

function attachedMessage(bytes: Buffer, receivedAt: number): MessageSource {
  return { size: bytes.length, receivedAt, itemClass: classifyMessage(bytes), summary: () => summarize(bytes), read: () => bytes };
}

/** An attachment's shape is an item's without the base shape, which is everything. */
function itemShape(attachmentShape: XmlElement | undefined): XmlElement {
  const shape = new XmlElement('ItemShape', attachmentShape?.namespace ?? '', new Map());
  const base = new XmlElement('BaseShape', shape.namespace, new Map());
  base.text = 'AllProperties';
  shape.children.push(base, ...(attachmentShape?.children ?? []));
  return shape;
}

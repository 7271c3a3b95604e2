import type { Cancellable } from '@mailroom/mail-adapter';
import type { EwsClient } from '../client/ews-client';

/** Stands in the XML where the MIME goes: a message of 25 MB is never made a string of UTF-16. */
const placeholder = 'MIME';

/**
 * Sends a message and keeps its copy in the folder of sent items.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/createitem-operation-email-message
 */
export async function createItem(client: EwsClient, mime: Buffer, options?: Cancellable): Promise<void> {
  await client.single(
    (builder) => {
      const { ews, service } = builder;
      const message = new ews.EmailMessage(service);
      message.MimeContent = new ews.MimeContent('UTF-8', placeholder);
      const request = new ews.CreateItemRequest(service, ews.ServiceErrorHandling.ReturnErrors);
      request.Items = [message];
      request.MessageDisposition = ews.MessageDisposition.SendAndSaveCopy;
      request.ParentFolderId = builder.folderId({ distinguished: 'sentitems' });
      return request;
    },
    { ...options, repeatable: false, assemble: (xml) => putIn(xml, mime) },
  );
}

function putIn(xml: string, mime: Buffer): Buffer[] {
  const mark = `>${placeholder}<`;
  const at = xml.lastIndexOf(mark) + 1;
  return [Buffer.from(xml.slice(0, at)), Buffer.from(mime.toString('base64'), 'latin1'), Buffer.from(xml.slice(at + placeholder.length))];
}

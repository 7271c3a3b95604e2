import { MailError } from '@mailroom/mail-adapter';
import type { CallOptions, EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import type { DistinguishedFolder } from '../wire/request-builder';

/**
 * Whether the caller may put items into a folder; `null` when the server does not say.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/effectiverights
 * @throws MailError when there is no such folder
 */
export async function getCreateRights(client: EwsClient, folder: DistinguishedFolder, options?: CallOptions): Promise<boolean | null> {
  const message = await client.single((builder) => {
    const { ews, service } = builder;
    const request = new ews.GetFolderRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    request.PropertySet = builder.shape([ews.FolderSchema.EffectiveRights]);
    request.FolderIds.Add(builder.folderId({ distinguished: folder }));
    return request;
  }, options);
  const error = responseError(message);
  if (error instanceof MailError) throw error;
  const rights = message.child('Folders')?.children[0]?.child('EffectiveRights');
  return rights?.child('CreateContents') ? rights.isTrueAt('CreateContents') : null;
}

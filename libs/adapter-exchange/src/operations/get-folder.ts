import type { MailError } from '@mailroom/mail-adapter';
import type { CallOptions, EwsClient } from '../client/ews-client';
import { responseError } from '../errors/response-error';
import { isAtLeast } from '../exchange-version';
import type { FolderRef } from '../wire/request-builder';
import { type ExchangeFolder, readFolder } from './exchange-folder';

/**
 * Folders by id or distinguished name, in the order asked for; a folder that cannot be had is the error that says why.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/getfolder-operation
 */
export async function getFolder(
  client: EwsClient,
  refs: readonly FolderRef[],
  options?: CallOptions,
): Promise<(ExchangeFolder | MailError)[]> {
  const folders: (ExchangeFolder | MailError)[] = [];
  const messages = client.messages((builder) => {
    const { ews, service, version } = builder;
    const request = new ews.GetFolderRequest(service, ews.ServiceErrorHandling.ReturnErrors);
    const { DisplayName, TotalCount, UnreadCount, WellKnownFolderName } = ews.FolderSchema;
    const distinguished = isAtLeast(version, 'Exchange2013') ? [WellKnownFolderName] : [];
    request.PropertySet = builder.shape([DisplayName, TotalCount, UnreadCount, ...distinguished]);
    for (const ref of refs) request.FolderIds.Add(builder.folderId(ref));
    return request;
  }, options);
  for await (const message of messages) {
    const folder = message.child('Folders')?.children[0];
    folders.push(responseError(message) ?? readFolder(folder));
  }
  return folders;
}

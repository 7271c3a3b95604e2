import type { CallOptions, EwsClient } from '../client/ews-client';

/**
 * The display name that the directory has for an address; `null` when it knows none, or more than one.
 * @see https://learn.microsoft.com/en-us/exchange/client-developer/web-service-reference/resolvenames-operation
 */
export async function resolveName(client: EwsClient, address: string, options?: CallOptions): Promise<string | null> {
  const message = await client.single((builder) => {
    const { ews, service } = builder;
    const request = new ews.ResolveNamesRequest(service);
    // Compared as a whole, where a bare name would also find those that begin with it.
    request.NameToResolve = builder.text(`smtp:${address}`);
    request.SearchLocation = ews.ResolveNameSearchLocation.DirectoryOnly;
    request.ReturnFullContactData = false;
    return request;
  }, options);
  const name = message.at('ResolutionSet', 'Resolution', 'Mailbox')?.textOf('Name')?.trim();
  return name || null;
}

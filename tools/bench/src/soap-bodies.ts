const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export function envelope(body: string): string {
  return (
    '<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"' +
    ' xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages"' +
    ' xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"><soap:Header>' +
    `<t:RequestServerVersion Version="Exchange2013_SP1"/></soap:Header><soap:Body>${body}</soap:Body></soap:Envelope>`
  );
}

/** Asks for the properties that an import needs, in pages of the most that Exchange gives (512). */
export function syncFolderItemsBody(folderId: string, syncState: string | null): string {
  const fields = ['item:Size', 'item:ItemClass', 'item:DateTimeReceived', 'message:IsRead'];
  return (
    '<m:SyncFolderItems><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:AdditionalProperties>' +
    fields.map((field) => `<t:FieldURI FieldURI="${field}"/>`).join('') +
    `</t:AdditionalProperties></m:ItemShape><m:SyncFolderId><t:FolderId Id="${escape(folderId)}"/></m:SyncFolderId>` +
    (syncState === null ? '' : `<m:SyncState>${escape(syncState)}</m:SyncState>`) +
    '<m:MaxChangesReturned>512</m:MaxChangesReturned></m:SyncFolderItems>'
  );
}

export function getItemBody(ids: readonly string[]): string {
  return (
    '<m:GetItem><m:ItemShape><t:BaseShape>IdOnly</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:ItemShape><m:ItemIds>' +
    ids.map((id) => `<t:ItemId Id="${escape(id)}"/>`).join('') +
    '</m:ItemIds></m:GetItem>'
  );
}

const namespaces =
  'xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:m="http://schemas.microsoft.com/exchange/services/2006/messages" xmlns:t="http://schemas.microsoft.com/exchange/services/2006/types"';

/** A SOAP envelope around a body. */
export function envelope(body: string, version = 'MajorVersion="15" MinorVersion="1" Version="Exchange2016"'): string {
  return `<?xml version="1.0" encoding="utf-8"?><s:Envelope ${namespaces}><s:Header><t:ServerVersionInfo ${version}/></s:Header><s:Body>${body}</s:Body></s:Envelope>`;
}

/** An answer of one operation, of response messages. */
export function answer(operation: string, ...messages: string[]): string {
  return envelope(`<m:${operation}Response><m:ResponseMessages>${messages.join('')}</m:ResponseMessages></m:${operation}Response>`);
}

export function success(operation: string, content: string): string {
  return `<m:${operation}ResponseMessage ResponseClass="Success"><m:ResponseCode>NoError</m:ResponseCode>${content}</m:${operation}ResponseMessage>`;
}

export function failure(operation: string, code: string, values = ''): string {
  return `<m:${operation}ResponseMessage ResponseClass="Error"><m:MessageText>It failed.</m:MessageText><m:ResponseCode>${code}</m:ResponseCode><m:DescriptiveLinkKey>0</m:DescriptiveLinkKey>${messageXml(values)}</m:${operation}ResponseMessage>`;
}

/** A fault, as it comes with HTTP 500. */
export function fault(code: string, values = ''): string {
  return envelope(
    `<s:Fault><faultcode>a:${code}</faultcode><faultstring>It failed.</faultstring><detail><e:ResponseCode xmlns:e="http://schemas.microsoft.com/exchange/services/2006/errors">${code}</e:ResponseCode>${messageXml(values)}</detail></s:Fault>`,
  );
}

export function inbox(id = 'inbox-id'): string {
  return success(
    'GetFolder',
    `<m:Folders><t:Folder><t:FolderId Id="${id}"/><t:TotalCount>3</t:TotalCount><t:UnreadCount>1</t:UnreadCount></t:Folder></m:Folders>`,
  );
}

export function item(id: string, mime: string | Buffer, itemClass = 'IPM.Note'): string {
  return success(
    'GetItem',
    `<m:Items><t:Message><t:MimeContent CharacterSet="UTF-8">${Buffer.from(mime).toString('base64')}</t:MimeContent><t:ItemId Id="${id}"/><t:ItemClass>${itemClass}</t:ItemClass></t:Message></m:Items>`,
  );
}

function messageXml(values: string): string {
  return values === '' ? '' : `<t:MessageXml>${values}</t:MessageXml>`;
}

import { type XmlElement } from '../soap/xml-element';
import { type Received } from './soap-client';

interface UpdateOptions {
  readonly changeKey?: string | undefined;
  readonly mode?: 'NeverOverwrite' | 'AutoResolve' | 'AlwaysOverwrite';
  /** More attributes. */
  readonly rest?: string;
}

const everyEvent: readonly string[] = [
  'NewMailEvent',
  'CreatedEvent',
  'MovedEvent',
  'CopiedEvent',
  'DeletedEvent',
  'ModifiedEvent',
  'FreeBusyChangedEvent',
];

/** Requests as clients write them. */
export const requests = {
  getFolder: (...ids: string[]): string =>
    `<m:GetFolder><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape><m:FolderIds>${ids.map(folderId).join('')}</m:FolderIds></m:GetFolder>`,
  syncHierarchy: (state?: string, folder?: string): string =>
    `<m:SyncFolderHierarchy><m:FolderShape><t:BaseShape>AllProperties</t:BaseShape></m:FolderShape>` +
    `${folder === undefined ? '' : `<m:SyncFolderId>${folderId(folder)}</m:SyncFolderId>`}${syncState(state)}</m:SyncFolderHierarchy>`,
  syncItems: (folder: string, state?: string, limit = 512, shape = 'IdOnly'): string =>
    `<m:SyncFolderItems><m:ItemShape><t:BaseShape>${shape}</t:BaseShape></m:ItemShape><m:SyncFolderId>${folderId(folder)}</m:SyncFolderId>` +
    `${syncState(state)}<m:MaxChangesReturned>${limit}</m:MaxChangesReturned></m:SyncFolderItems>`,
  getItem: (
    ids: readonly string[],
    shape = '<t:BaseShape>AllProperties</t:BaseShape><t:IncludeMimeContent>true</t:IncludeMimeContent>',
  ): string => `<m:GetItem><m:ItemShape>${shape}</m:ItemShape><m:ItemIds>${ids.map((id) => itemId(id)).join('')}</m:ItemIds></m:GetItem>`,
  createItem: (disposition: string, message: string, folder?: string): string =>
    `<m:CreateItem MessageDisposition="${disposition}">` +
    `${folder === undefined ? '' : `<m:SavedItemFolderId>${folderId(folder)}</m:SavedItemFolderId>`}<m:Items><t:Message>${message}</t:Message></m:Items></m:CreateItem>`,
  setRead: (id: string, isRead: boolean, changeKey?: string): string =>
    `<m:UpdateItem ConflictResolution="${changeKey === undefined ? 'AlwaysOverwrite' : 'NeverOverwrite'}" MessageDisposition="SaveOnly"><m:ItemChanges>` +
    `<t:ItemChange>${itemId(id, changeKey)}<t:Updates><t:SetItemField><t:FieldURI FieldURI="message:IsRead"/>` +
    `<t:Message><t:IsRead>${isRead}</t:IsRead></t:Message></t:SetItemField></t:Updates></t:ItemChange></m:ItemChanges></m:UpdateItem>`,
  updateItem: (id: string, field: string, values: string, { changeKey, mode = 'AlwaysOverwrite', rest = '' }: UpdateOptions = {}): string =>
    `<m:UpdateItem ConflictResolution="${mode}" MessageDisposition="SaveOnly"${rest}><m:ItemChanges><t:ItemChange>${itemId(id, changeKey)}` +
    `<t:Updates><t:SetItemField><t:FieldURI FieldURI="${field}"/><t:Message>${values}</t:Message></t:SetItemField></t:Updates>` +
    '</t:ItemChange></m:ItemChanges></m:UpdateItem>',
  moveItem: (id: string, folder: string, operation = 'MoveItem'): string =>
    `<m:${operation}><m:ToFolderId>${folderId(folder)}</m:ToFolderId><m:ItemIds>${itemId(id)}</m:ItemIds></m:${operation}>`,
  deleteItem: (id: string, type: string): string =>
    `<m:DeleteItem DeleteType="${type}"><m:ItemIds>${itemId(id)}</m:ItemIds></m:DeleteItem>`,
  sendItem: (id: string, changeKey: string | undefined, saves = true): string =>
    `<m:SendItem SaveItemToFolder="${saves}"><m:ItemIds>${itemId(id, changeKey)}</m:ItemIds></m:SendItem>`,
  findItem: (folder: string, rest = '', view = '<m:IndexedPageItemView Offset="0" BasePoint="Beginning"/>'): string =>
    `<m:FindItem Traversal="Shallow"><m:ItemShape><t:BaseShape>Default</t:BaseShape></m:ItemShape>${view}${rest}` +
    `<m:ParentFolderIds>${folderId(folder)}</m:ParentFolderIds></m:FindItem>`,
  findFolder: (folder: string, traversal: string): string =>
    `<m:FindFolder Traversal="${traversal}"><m:FolderShape><t:BaseShape>Default</t:BaseShape></m:FolderShape>` +
    `<m:ParentFolderIds>${folderId(folder)}</m:ParentFolderIds></m:FindFolder>`,
  createFolder: (parent: string, name: string): string =>
    `<m:CreateFolder><m:ParentFolderId>${folderId(parent)}</m:ParentFolderId><m:Folders><t:Folder><t:DisplayName>${name}</t:DisplayName></t:Folder></m:Folders></m:CreateFolder>`,
  renameFolder: (id: string, name: string): string =>
    `<m:UpdateFolder><m:FolderChanges><t:FolderChange>${folderId(id)}<t:Updates><t:SetFolderField><t:FieldURI FieldURI="folder:DisplayName"/>` +
    `<t:Folder><t:DisplayName>${name}</t:DisplayName></t:Folder></t:SetFolderField></t:Updates></t:FolderChange></m:FolderChanges></m:UpdateFolder>`,
  moveFolder: (id: string, parent: string): string =>
    `<m:MoveFolder><m:ToFolderId>${folderId(parent)}</m:ToFolderId><m:FolderIds>${folderId(id)}</m:FolderIds></m:MoveFolder>`,
  deleteFolder: (id: string, type: string): string =>
    `<m:DeleteFolder DeleteType="${type}"><m:FolderIds>${folderId(id)}</m:FolderIds></m:DeleteFolder>`,
  getAttachment: (...ids: string[]): string =>
    `<m:GetAttachment><m:AttachmentShape><t:IncludeMimeContent>true</t:IncludeMimeContent></m:AttachmentShape>` +
    `<m:AttachmentIds>${ids.map((id) => `<t:AttachmentId Id="${id}"/>`).join('')}</m:AttachmentIds></m:GetAttachment>`,
  resolveNames: (entry: string): string =>
    `<m:ResolveNames ReturnFullContactData="true"><m:UnresolvedEntry>${entry}</m:UnresolvedEntry></m:ResolveNames>`,
  subscribe: (kind: 'Streaming' | 'Pull', folders: string | readonly string[] = 'inbox', events = everyEvent): string =>
    `<m:Subscribe><m:${kind}SubscriptionRequest${folders === 'all' ? ' SubscribeToAllFolders="true">' : `><t:FolderIds>${[folders].flat().map(folderId).join('')}</t:FolderIds>`}` +
    `<t:EventTypes>${events.map((type) => `<t:EventType>${type}</t:EventType>`).join('')}</t:EventTypes>` +
    `${kind === 'Pull' ? '<t:Timeout>10</t:Timeout>' : ''}</m:${kind}SubscriptionRequest></m:Subscribe>`,
  getStreamingEvents: (ids: readonly string[], minutes = 30): string =>
    `<m:GetStreamingEvents><m:SubscriptionIds>${ids.map((id) => `<t:SubscriptionId>${id}</t:SubscriptionId>`).join('')}</m:SubscriptionIds>` +
    `<m:ConnectionTimeout>${minutes}</m:ConnectionTimeout></m:GetStreamingEvents>`,
  getEvents: (id: string, watermark: string): string =>
    `<m:GetEvents><m:SubscriptionId>${id}</m:SubscriptionId><m:Watermark>${watermark}</m:Watermark></m:GetEvents>`,
  unsubscribe: (id: string): string => `<m:Unsubscribe><m:SubscriptionId>${id}</m:SubscriptionId></m:Unsubscribe>`,
} as const;

function folderId(id: string): string {
  return id.length > 40 ? `<t:FolderId Id="${id}"/>` : `<t:DistinguishedFolderId Id="${id}"/>`;
}

function itemId(id: string, changeKey?: string): string {
  return `<t:ItemId Id="${id}"${changeKey === undefined ? '' : ` ChangeKey="${changeKey}"`}/>`;
}

function syncState(state: string | undefined): string {
  return state === undefined ? '' : `<m:SyncState>${state}</m:SyncState>`;
}

/** All elements of that name below an element, in document order. */
export function all(element: XmlElement, name: string): XmlElement[] {
  return element.children.flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
}

/** Texts of all elements of that name in an answer. */
export function texts({ body }: Received, name: string): string[] {
  return all(body, name).map(({ text }) => text);
}

/** The text of the first element of that name. @throws {Error} when there is none. */
export function textOf(received: Received, name: string): string {
  const [first] = texts(received, name);
  if (first === undefined) throw new Error(`No ${name} in ${received.text.slice(0, 2000)}`);
  return first;
}

/** Ids of all items in an answer. */
export function itemIds({ body }: Received): string[] {
  return all(body, 'ItemId').map((id) => id.attribute('Id') ?? '');
}

/** What a page of SyncFolderItems or SyncFolderHierarchy tells, in order: "Create", "Delete", … */
export function changeKinds({ body }: Received): string[] {
  return all(body, 'Changes').flatMap(({ children }) => children.map(({ name }) => name));
}

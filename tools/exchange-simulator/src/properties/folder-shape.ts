import { type Folder } from '../mailbox/folder';
import { formatChangeKey } from '../mailbox/identifiers';
import { SearchFolder } from '../mailbox/search-folder';
import { ResponseError } from '../soap/errors';
import { isAtLeast, type Versions } from '../soap/server-version';
import { type ResponseWriter } from '../soap/response-writer';
import { type XmlElement } from '../soap/xml-element';
import { writeFolderExtendedProperties } from './extended-properties';
import { baseShapes } from './item-shape';
import { pathFamily } from '../soap/property-paths';

const rights =
  '<t:EffectiveRights><t:CreateAssociated>true</t:CreateAssociated><t:CreateContents>true</t:CreateContents>' +
  '<t:CreateHierarchy>true</t:CreateHierarchy><t:Delete>true</t:Delete><t:Modify>true</t:Modify><t:Read>true</t:Read></t:EffectiveRights>';

/** Classes and what folders of them, or of a class derived from them, are. */
const families: readonly (readonly [string, string])[] = [
  ['ipf.appointment', 't:CalendarFolder'],
  ['ipf.contact', 't:ContactsFolder'],
  ['ipf.task', 't:TasksFolder'],
];
const withoutUnreadCount = new Set(['t:CalendarFolder', 't:ContactsFolder']);
const inDefault = new Set(['folder:DisplayName', 'folder:TotalCount', 'folder:ChildFolderCount', 'folder:UnreadCount']);

/** Writes a folder's id and change key. */
export function writeFolderId(out: ResponseWriter, folder: Folder, element = 't:FolderId'): void {
  out.raw(`<${element} Id="${folder.mailbox.folderId(folder)}" ChangeKey="${formatChangeKey('folder', folder.revision)}"/>`);
}

/** Writes the folder as the element of its class, with nothing but its id: what operations answer that change folders. */
export function writeFolderReference(out: ResponseWriter, folder: Folder): void {
  const element = folderElement(folder);
  out.raw(`<${element}>`);
  writeFolderId(out, folder);
  out.raw(`</${element}>`);
}

function folderElement(folder: Folder): string {
  if (folder instanceof SearchFolder) return 't:SearchFolder';
  const name = folder.folderClass?.toLowerCase() ?? '';
  return families.find(([family]) => name === family || name.startsWith(`${family}.`))?.[1] ?? 't:Folder';
}

/** Which properties of folders a request asks for. */
export class FolderShape {
  private readonly extended: readonly XmlElement[];
  private readonly isAsked: (uri: string) => boolean;
  private readonly hasDistinguishedIds: boolean;
  private readonly foreignPath: string | undefined;

  /** @throws {SoapFault} */
  constructor(shape: XmlElement, versions: Versions) {
    const base = shape.choice('BaseShape', baseShapes);
    const additional = shape.child('AdditionalProperties')?.children ?? [];
    const asked = new Set(additional.flatMap((path) => path.attribute('FieldURI') ?? []));
    this.foreignPath = [...asked].find((uri) => pathFamily(uri) !== 'folder');
    this.extended = additional.filter(({ name }) => name === 'ExtendedFieldURI');
    this.isAsked = (uri) => base === 'AllProperties' || (base === 'Default' && inDefault.has(uri)) || asked.has(uri);
    this.hasDistinguishedIds = isAtLeast(versions.version, 'Exchange2013');
  }

  /**
   * Writes the folder as the element of its class, in the order of the schema.
   * @throws {ResponseError} when what was asked for is no property of folders (ResponseCode: ErrorInvalidPropertyRequest)
   */
  write(out: ResponseWriter, folder: Folder): void {
    if (this.foreignPath !== undefined) {
      throw new ResponseError('ErrorInvalidPropertyRequest', `The property ${this.foreignPath} is not available for folders.`);
    }
    const element = folderElement(folder);
    const { isAsked } = this;
    out.raw(`<${element}>`);
    writeFolderId(out, folder);
    if (isAsked('folder:ParentFolderId') && folder.parent !== undefined) writeFolderId(out, folder.parent, 't:ParentFolderId');
    if (isAsked('folder:FolderClass')) out.element('t:FolderClass', folder.folderClass);
    if (isAsked('folder:DisplayName')) out.element('t:DisplayName', folder.displayName);
    if (isAsked('folder:TotalCount')) out.element('t:TotalCount', folder.itemCount);
    if (isAsked('folder:ChildFolderCount')) out.element('t:ChildFolderCount', folder.mailbox.children(folder).length);
    writeFolderExtendedProperties(out, folder, this.extended);
    if (isAsked('folder:EffectiveRights')) out.raw(rights);
    if (this.hasDistinguishedIds && isAsked('folder:DistinguishedFolderId')) out.element('t:DistinguishedFolderId', folder.distinguishedId);
    if (!withoutUnreadCount.has(element) && isAsked('folder:UnreadCount')) out.element('t:UnreadCount', folder.unreadCount);
    out.raw(`</${element}>`);
  }
}

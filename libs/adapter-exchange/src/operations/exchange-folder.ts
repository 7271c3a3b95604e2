import { MailError } from '@mailroom/mail-adapter';
import type { XmlElement } from '../wire/xml-element';

/** A folder as a response describes it. */
export interface ExchangeFolder {
  id: string;
  parentId: string;
  /** The distinguished folder that it is, as servers since Exchange 2013 say; `null` when it is none, or is not said. */
  distinguished: string | null;
  name: string;
  /** Such as `IPF.Note`; '' for mail folders of some clients. */
  folderClass: string;
  isHidden: boolean;
  /** A view of other folders' messages. */
  isSearchFolder: boolean;
  totalCount: number;
  unreadCount: number;
}

/** PidTagAttributeHidden: https://learn.microsoft.com/en-us/openspecs/exchange_server_protocols/ms-oxprops/12b47d15-60c1-4edc-8de8-93eb2efeb93c */
export const hiddenTag = 0x10f4;

/** IPF.Imap are mail folders that came from an IMAP server. */
export function holdsMail(folderClass: string): boolean {
  return /^(IPF\.(Note|Imap)\b.*)?$/i.test(folderClass.trim());
}

/** @throws MailError `protocol-error` */
export function readFolder(element: XmlElement | undefined): ExchangeFolder {
  const id = element?.child('FolderId')?.attributes['Id'];
  if (!element || id === undefined) throw new MailError('protocol-error', { message: 'The mail server described a folder without an id.' });
  return {
    id,
    parentId: element.child('ParentFolderId')?.attributes['Id'] ?? '',
    distinguished: element.textOf('DistinguishedFolderId')?.trim() ?? null,
    name: element.textOf('DisplayName') ?? '',
    folderClass: element.textOf('FolderClass') ?? '',
    isHidden: element.children.some((child) => child.name === 'ExtendedProperty' && isHiddenProperty(child)),
    isSearchFolder: element.name === 'SearchFolder',
    totalCount: element.numberOf('TotalCount'),
    unreadCount: element.numberOf('UnreadCount'),
  };
}

function isHiddenProperty(property: XmlElement): boolean {
  const tag = Number(property.child('ExtendedFieldURI')?.attributes['PropertyTag']);
  return tag === hiddenTag && property.isTrueAt('Value');
}

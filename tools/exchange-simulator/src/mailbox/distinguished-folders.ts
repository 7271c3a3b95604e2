/** A folder that every mailbox has. */
export interface DistinguishedFolder {
  /** Its name on the wire, or undefined for an ordinary folder that Exchange makes for everyone. */
  readonly id: string | undefined;
  readonly displayName: string;
  readonly folderClass: string | undefined;
  /** The distinguished id of the folder above it. */
  readonly parent: string | undefined;
}

const below = (parent: string | undefined, id: string | undefined, displayName: string, folderClass?: string): DistinguishedFolder => ({
  id,
  displayName,
  folderClass,
  parent,
});

/** The name of a mailbox's archive, above its folders: a mail directory or a delivery to a folder of it makes it. */
export const archiveName = 'In-Place Archive';

/** In the order of creation, parents first. Exchange's schema has no id for the Archive folder, though users see one. */
export const distinguishedFolders: readonly DistinguishedFolder[] = [
  below(undefined, 'root', ''),
  below('root', 'msgfolderroot', 'Top of Information Store'),
  below('root', 'recoverableitemsroot', 'Recoverable Items'),
  below('recoverableitemsroot', 'recoverableitemsdeletions', 'Deletions'),
  below('msgfolderroot', undefined, 'Archive', 'IPF.Note'),
  below('msgfolderroot', 'calendar', 'Calendar', 'IPF.Appointment'),
  below('msgfolderroot', 'contacts', 'Contacts', 'IPF.Contact'),
  below('msgfolderroot', 'deleteditems', 'Deleted Items', 'IPF.Note'),
  below('msgfolderroot', 'drafts', 'Drafts', 'IPF.Note'),
  below('msgfolderroot', 'inbox', 'Inbox', 'IPF.Note'),
  below('msgfolderroot', 'journal', 'Journal', 'IPF.Journal'),
  below('msgfolderroot', 'junkemail', 'Junk Email', 'IPF.Note'),
  below('msgfolderroot', 'notes', 'Notes', 'IPF.StickyNote'),
  below('msgfolderroot', 'outbox', 'Outbox', 'IPF.Note'),
  below('msgfolderroot', 'sentitems', 'Sent Items', 'IPF.Note'),
  below('msgfolderroot', 'tasks', 'Tasks', 'IPF.Task'),
];

/** Made when somebody asks for them. */
export const foldersOnDemand: readonly DistinguishedFolder[] = [
  below('root', 'searchfolders', 'Finder'),
  below('recoverableitemsroot', 'recoverableitemsversions', 'Versions'),
  below('recoverableitemsroot', 'recoverableitemspurges', 'Purges'),
];

/** What a mailbox with an archive has besides. */
export const archiveFolders: readonly DistinguishedFolder[] = [
  below(undefined, 'archiveroot', ''),
  below('archiveroot', 'archivemsgfolderroot', 'Top of Information Store'),
  below('archiveroot', 'archiverecoverableitemsroot', 'Recoverable Items'),
  below('archiverecoverableitemsroot', 'archiverecoverableitemsdeletions', 'Deletions'),
  below('archivemsgfolderroot', 'archivedeleteditems', 'Deleted Items', 'IPF.Note'),
  below('archivemsgfolderroot', 'archiveinbox', 'Inbox', 'IPF.Note'),
];

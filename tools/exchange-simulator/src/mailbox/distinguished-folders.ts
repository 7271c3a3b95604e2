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

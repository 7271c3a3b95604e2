import { type FolderRole, type Sensitivity } from '@mailroom/contract';

/** The folders that every mailbox has, as a policy chooses among them. */
export function folderRoles(): { value: FolderRole; label: string }[] {
  return [
    { value: 'inbox', label: $localize`:@@mailroom.folder-role.inbox:Inbox` },
    { value: 'sent', label: $localize`:@@mailroom.folder-role.sent:Sent items` },
    { value: 'archive', label: $localize`:@@mailroom.folder-role.archive:Archive` },
    { value: 'drafts', label: $localize`:@@mailroom.folder-role.drafts:Drafts` },
    { value: 'trash', label: $localize`:@@mailroom.folder-role.trash:Deleted items` },
    { value: 'junk', label: $localize`:@@mailroom.folder-role.junk:Junk` },
  ];
}

/** What an author may mark a message as. */
export function sensitivities(): { value: Sensitivity; label: string }[] {
  return [
    { value: 'personal', label: $localize`:@@mailroom.sensitivity.personal:Personal` },
    { value: 'private', label: $localize`:@@mailroom.sensitivity.private:Private` },
    { value: 'confidential', label: $localize`:@@mailroom.sensitivity.confidential:Confidential` },
  ];
}

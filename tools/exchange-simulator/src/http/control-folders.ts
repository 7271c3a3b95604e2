import { type Folder } from '../mailbox/folder';
import { type Mailbox } from '../mailbox/mailbox';
import { type MailStore } from '../mailbox/mail-store';
import { type Answer, type Call, ControlError, jsonObject, text } from './control-input';

/** What the calls about folders reach. */
interface Targets {
  readonly store: MailStore;
}

/** Makes a folder, and those above it that are missing. */
export function createFolder({ parameters: [address = ''], body }: Call, { store }: Targets): Answer {
  const path = text(jsonObject(body), 'path') ?? '';
  if (path.replaceAll('/', '') === '') throw new ControlError(400, 'invalid-input', '"path" must name a folder, such as "Inbox/Projects".');
  const mailbox = store.findOrCreate(address);
  return { folderId: mailbox.folderId(mailbox.folderAt(path)) };
}

/** Renames a folder, or moves it with what is in and below it: `parent` is a path, `""` the top. It keeps its id. */
export function changeFolder({ parameters, body }: Call, { store }: Targets): Answer {
  const { mailbox, folder } = findOrdinary(parameters, store);
  const input = jsonObject(body);
  const name = text(input, 'name');
  const parentPath = text(input, 'parent');
  const parent =
    parentPath === undefined ? undefined : parentPath === '' ? mailbox.wellKnown('msgfolderroot') : mailbox.folderAt(parentPath);
  if (name === '' || name?.includes('/') === true) throw new ControlError(400, 'invalid-input', '"name" must be a name without a slash.');
  if (parent && (parent === folder || parent.isBelow(folder))) {
    throw new ControlError(409, 'not-possible', 'A folder cannot be moved into itself.');
  }
  const place = parent ?? folder.parent;
  const wanted = name ?? folder.displayName;
  if (place && mailbox.children(place).some((other) => other !== folder && other.hasName(wanted))) {
    throw new ControlError(409, 'folder-exists', `There is a folder "${wanted}" already.`);
  }
  if (name !== undefined) mailbox.renameFolder(folder, name);
  if (parent !== undefined) mailbox.moveFolder(folder, parent);
  return { folderId: mailbox.folderId(folder), path: folder.path };
}

/** Deletes a folder for good, with what is in and below it. */
export function deleteFolder({ parameters }: Call, { store }: Targets): Answer {
  const { mailbox, folder } = findOrdinary(parameters, store);
  mailbox.deleteFolder(folder);
  return {};
}

function findOrdinary([address = '', folderId = '']: readonly string[], store: MailStore): { mailbox: Mailbox; folder: Folder } {
  const mailbox = store.find(address);
  if (mailbox === undefined) throw new ControlError(404, 'no-such-mailbox', `There is no mailbox ${address}.`);
  const folder = mailbox.findFolder(folderId);
  if (folder === undefined || folder === 'malformed')
    throw new ControlError(404, 'no-such-folder', `${address} has no folder ${folderId}.`);
  if (folder.distinguishedId !== undefined) {
    throw new ControlError(409, 'not-possible', `${folder.displayName} is a folder that every mailbox has: it stays as it is.`);
  }
  return { mailbox, folder };
}

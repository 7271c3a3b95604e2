import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** A folder for the simulator's `--mail`, filled from files that lie elsewhere. */
export class MailDirectory {
  private constructor(readonly path: string) {}

  static async make(): Promise<MailDirectory> {
    return new MailDirectory(await mkdtemp(path.join(os.tmpdir(), 'mailroom-mail-')));
  }

  /** Copies messages into `<mailbox>/<folder>`; files of one name do not collide. */
  async add(mailbox: string, folder: string, files: readonly string[]): Promise<void> {
    const target = path.join(this.path, mailbox, ...folder.split('/'));
    await mkdir(target, { recursive: true });
    await Promise.all(files.map((file, index) => copyFile(file, path.join(target, `${String(index).padStart(6, '0')}.eml`))));
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true, force: true });
  }
}

/** Every message file below a directory, in a stable order. */
export async function messageFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.eml'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

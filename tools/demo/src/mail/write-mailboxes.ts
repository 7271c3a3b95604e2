import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compose } from './compose';
import { demoMails, placements } from './mailboxes';

/** Writes the demo's mailboxes as `<directory>/<address>/<folder>/<n>.eml`, which is what the Exchange simulator reads. */
export async function writeMailboxes(directory: string, now: Date): Promise<void> {
  for (const [index, mail] of demoMails(now).entries()) {
    const mime = await compose(mail);
    for (const { mailbox, folder } of placements(mail)) {
      const target = path.join(directory, mailbox, ...folder.split('/'));
      await mkdir(target, { recursive: true });
      await writeFile(path.join(target, `${String(index).padStart(4, '0')}.eml`), mime);
    }
  }
}

import type { MessageChange } from '@mailroom/mail-adapter';
import { remoteKey } from '../store/remote-key';
import type { SqlReader } from '../store/sql-reader';

const chunk = 200;

/**
 * One pass over a whole folder that compares it with what is stored. It lives in memory: a process that dies begins the
 * pass again, which costs a listing and no downloads.
 */
export class FolderComparison {
  private position: string | null = null;
  private readonly seen = new Set<string>();

  constructor(
    private readonly reader: SqlReader,
    private readonly accountId: string,
    private readonly folderId: string,
  ) {}

  /** Where the pass stands on the server. */
  get cursor(): string | null {
    return this.position;
  }

  /**
   * A page is dealt with. Not before: a page that fails is asked for again, and what is gone by then is in it no more, without a word of it.
   */
  see(changes: readonly MessageChange[], cursor: string): void {
    this.position = cursor;
    for (const change of changes) {
      if (change.kind === 'upsert') this.seen.add(remoteKey(this.accountId, change.ref.remoteId));
      if (change.kind === 'remove') this.seen.delete(remoteKey(this.accountId, change.remoteId));
    }
  }

  /** Remote ids of what is stored or listed as not imported, and is not there any more; in chunks. */
  async *unseen(): AsyncGenerator<string[]> {
    yield* this.unseenIn('mail_message', 'AND departed_at IS NULL');
    yield* this.unseenIn('mail_skipped', '');
  }

  private async *unseenIn(table: string, condition: string): AsyncGenerator<string[]> {
    let from = '';
    for (;;) {
      const rows = await this.reader.rows<{ id: string; remote_key: string; remote_id: string }>(
        `SELECT id, remote_key, remote_id FROM ${table} WHERE folder_id = ? AND id > ? ${condition} ORDER BY id LIMIT ${chunk}`,
        [this.folderId, from],
      );
      const last = rows.at(-1);
      if (!last) return;
      from = last.id;
      const unseen = rows.filter(({ remote_key }) => !this.seen.has(remote_key)).map(({ remote_id }) => remote_id);
      if (unseen.length > 0) yield unseen;
    }
  }
}

/** Whether something of the folder is stored that a sync from the start must be compared with. */
export async function holdsMessages(reader: SqlReader, folderId: string): Promise<boolean> {
  const rows = await reader.rows(
    `SELECT 1 FROM mail_message WHERE folder_id = ? AND departed_at IS NULL
     AND NOT EXISTS (SELECT 1 FROM mail_early_message early WHERE early.message_id = mail_message.id) LIMIT 1`,
    [folderId],
  );
  return rows.length > 0;
}

import Database from 'better-sqlite3';
import path from 'node:path';

/** The product's database file, read beside it. */
export class MessageTable {
  private readonly database: Database.Database;
  private seen = 0;

  constructor(dataDirectory: string) {
    this.database = new Database(path.join(dataDirectory, 'mailroom.sqlite'), { fileMustExist: true, timeout: 10_000 });
  }

  /** How many accounts are up to date and waiting for news. */
  liveAccounts(): number {
    const row = this.database.prepare(`SELECT COUNT(*) AS count FROM mail_account WHERE phase = 'live'`).get() as { count: number };
    return row.count;
  }

  /** The Message-IDs of what has become visible since it was last asked. */
  newMessages(): string[] {
    const rows = this.database
      .prepare('SELECT seq, internet_message_id AS id FROM mail_message WHERE seq > ? AND departed_at IS NULL ORDER BY seq')
      .all(this.seen) as { seq: number; id: string | null }[];
    this.seen = rows.at(-1)?.seq ?? this.seen;
    return rows.flatMap(({ id }) => (id === null ? [] : [id]));
  }

  /** Users of the CRM who sign in as nobody: thousands would take minutes by its API, for each password is hashed. */
  addUsers(addresses: readonly string[]): void {
    const insert = this.database.prepare(
      `INSERT INTO crm_user (id, email, email_domain, display_name, password_hash, system_operations) VALUES (?, ?, ?, ?, '', '[]')`,
    );
    this.database.transaction(() => {
      for (const address of addresses) insert.run(crypto.randomUUID(), address, address.split('@')[1], address.split('@')[0]);
    })();
  }

  close(): void {
    this.database.close();
  }
}

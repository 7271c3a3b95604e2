import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { MAILROOM_OPTIONS, type MailroomOptions } from '../mailroom-options';
import { SqlReader } from '../store/sql-reader';
import { type SealedColumn, sealedColumns } from './sealed-columns';

/** A stored secret was sealed by a key that is not configured. */
export class UnknownKeyError extends Error {
  override readonly name = 'UnknownKeyError';
}

/** Refuses to start without a key that stored secrets need: mailboxes would fail one by one, and nobody would know why. */
@Injectable()
export class KnownKeys implements OnModuleInit {
  constructor(
    @Inject(MAILROOM_OPTIONS) private readonly options: Pick<MailroomOptions, 'encryptionKeys'>,
    private readonly reader: SqlReader,
  ) {}

  /** @throws UnknownKeyError */
  async onModuleInit(): Promise<void> {
    for (const column of sealedColumns) await this.check(column);
  }

  private async check({ table, column }: SealedColumn): Promise<void> {
    const prefixes = this.options.encryptionKeys.map(({ id }) => `${id}.`);
    const others = prefixes.map((prefix) => `AND SUBSTR(${column}, 1, ${prefix.length}) <> ?`).join(' ');
    const sql = `SELECT COUNT(*) AS count, MIN(${column}) AS example FROM ${table} WHERE ${column} IS NOT NULL ${others}`;
    const [found] = await this.reader.rows<{ count: number | string; example: string | null }>(sql, prefixes);
    if (!found?.example) return;
    const keyId = found.example.slice(0, found.example.indexOf('.'));
    throw new UnknownKeyError(
      `The key “${keyId}” is not among the encryption keys, and stored secrets need it: ${found.count} in ${table}.${column}. ` +
        `Put it back behind the first key. It can be removed when everything was encrypted anew (rotate-keys).`,
    );
  }
}

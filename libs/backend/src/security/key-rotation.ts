import type { DataSource } from 'typeorm';
import type { MailroomOptions } from '../mailroom-options';
import { AtomicWriter, StaleWriteError } from '../store/atomic-writer';
import { SqlReader } from '../store/sql-reader';
import { type SealedColumn, sealContext, sealedColumns } from './sealed-columns';
import { TokenVault } from './token-vault';

/** So many rows are read at once; each is written by itself. */
const BATCH = 200;

/** What was found in one column so far. */
export interface RotatedColumn extends SealedColumn {
  checked: number;
  /** Sealed by another key before, and by the first one now. */
  resealed: number;
  /** Ids of rows whose value no key opens. */
  unreadable: string[];
}

/**
 * Seals every stored secret by the first of the keys, while the product runs: a value that changes at the same moment
 * stays as it was changed. What is sealed by the first key already is passed over, so that an interrupted run is simply
 * repeated. Afterwards the other keys may be removed.
 */
export class KeyRotation {
  private readonly reader: SqlReader;
  private readonly writer: AtomicWriter;
  private readonly vault: TokenVault;

  /** Needs no Nest application: a command may run it beside the host. */
  constructor(
    dataSource: DataSource,
    private readonly keys: Pick<MailroomOptions, 'encryptionKeys'>,
  ) {
    this.reader = new SqlReader(dataSource);
    this.writer = new AtomicWriter(dataSource);
    this.vault = new TokenVault(keys);
  }

  /** @param progressed is told after each batch */
  async run(progressed: (column: RotatedColumn) => void = () => undefined): Promise<RotatedColumn[]> {
    const results: RotatedColumn[] = [];
    for (const column of sealedColumns) results.push(await this.rotate(column, progressed));
    return results;
  }

  private async rotate(column: SealedColumn, progressed: (column: RotatedColumn) => void): Promise<RotatedColumn> {
    const result: RotatedColumn = { ...column, checked: 0, resealed: 0, unreadable: [] };
    for (let after = ''; ;) {
      const rows = await this.rows(column, after);
      for (const { id, sealed } of rows) await this.reseal(id, sealed, result);
      result.checked += rows.length;
      progressed(result);
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return result;
      after = last.id;
    }
  }

  private async reseal(id: string, sealed: string, result: RotatedColumn): Promise<void> {
    if (sealed.startsWith(`${this.keys.encryptionKeys[0]?.id ?? ''}.`)) return;
    const { table, column } = result;
    const context = sealContext(result, id);
    const plain = this.opened(sealed, context);
    if (plain === null) {
      result.unreadable.push(id);
      return;
    }
    const parameters = [this.vault.seal(plain, context), id, sealed];
    try {
      await this.writer.write([{ sql: `UPDATE ${table} SET ${column} = ? WHERE id = ? AND ${column} = ?`, parameters, expectRows: 1 }]);
      result.resealed += 1;
    } catch (error) {
      if (!(error instanceof StaleWriteError)) throw error;
      // It was changed at this moment; by a process that has the new keys already, or else it is met again.
      const [row] = await this.rowOf(result, id);
      if (row) await this.reseal(id, row.sealed, result);
    }
  }

  private opened(sealed: string, context: string): string | null {
    try {
      return this.vault.open(sealed, context);
    } catch {
      return null;
    }
  }

  private rows({ table, column }: SealedColumn, after: string): Promise<{ id: string; sealed: string }[]> {
    const sql = `SELECT id, ${column} AS sealed FROM ${table} WHERE id > ? AND ${column} IS NOT NULL ORDER BY id LIMIT ${BATCH}`;
    return this.reader.rows(sql, [after]);
  }

  private rowOf({ table, column }: SealedColumn, id: string): Promise<{ sealed: string }[]> {
    return this.reader.rows(`SELECT ${column} AS sealed FROM ${table} WHERE id = ? AND ${column} IS NOT NULL`, [id]);
  }
}

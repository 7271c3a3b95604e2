import type { Statement } from './atomic-writer';
import { list } from './sql-reader';

type Row = Record<string, unknown>;

const mostRows = 256;
/** In a statement of several rows: MariaDB takes sixteen megabytes, and a mailing's recipients alone may be one. */
const mostCharacters = 1_000_000;

/** The statements' texts, each made once: an import would otherwise make and hash kilobytes of them a message. */
const insertTexts = new Map<string, string>();

function insertSql(table: string, columns: readonly string[], rows: number): string {
  const head = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
  const key = head + String(rows);
  let sql = insertTexts.get(key);
  if (sql === undefined) {
    sql = head + Array.from({ length: rows }, () => list(columns.length)).join(', ');
    insertTexts.set(key, sql);
  }
  return sql;
}

/**
 * Rows by statement: as many as may be in one, and the rest by halves of that, so that few statements do and databases meet those that
 * they have prepared already. Large ones come one by one.
 *
 * @param most a power of two
 * @param sizeOf a row's size in characters
 */
export function byStatement<Item>(rows: readonly Item[], most: number, sizeOf: (row: Item) => number): Item[][] {
  const statements: Item[][] = [];
  for (let count = most, start = 0; start < rows.length;) {
    if (rows.length - start < count) {
      count /= 2;
      continue;
    }
    const chunk = rows.slice(start, (start += count));
    const size = chunk.reduce((sum, row) => sum + sizeOf(row), 0);
    statements.push(...(size > mostCharacters ? chunk.map((row) => [row]) : [chunk]));
  }
  return statements;
}

function sizeOfRow(row: Row): number {
  let size = 0;
  for (const column in row) size += typeof row[column] === 'string' ? row[column].length : 8;
  return size;
}

/** Inserts rows of the same columns, many a statement. */
export function insertInto(table: string, rows: readonly Row[]): Statement[] {
  const columns = Object.keys(rows[0] ?? {});
  return byStatement(rows, mostRows, sizeOfRow).map((chunk) => ({
    sql: insertSql(table, columns, chunk.length),
    parameters: chunk.flatMap((row) => columns.map((column) => row[column])),
  }));
}

/** Updates the row with this key. */
export function update(table: string, key: { column: string; value: unknown }, values: Row): Statement {
  const columns = Object.keys(values);
  return {
    sql: `UPDATE ${table} SET ${columns.map((column) => `${column} = ?`).join(', ')} WHERE ${key.column} = ?`,
    parameters: [...Object.values(values), key.value],
  };
}

/** Deletes the rows whose column has one of the values. */
export function deleteFrom(table: string, column: string, values: readonly unknown[]): Statement[] {
  return values.length === 0 ? [] : [{ sql: `DELETE FROM ${table} WHERE ${column} IN ${list(values.length)}`, parameters: values }];
}

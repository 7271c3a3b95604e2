import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type BetterSqlite3 from 'better-sqlite3';
import { DataSource } from 'typeorm';
import { isDeadlock } from './constraint-errors';

/** One statement of a batch. `?` stands for a parameter on every database. */
export interface Statement {
  sql: string;
  parameters: readonly unknown[];
  /** The same in MySQL's and MariaDB's words, where they have others. */
  mysql?: string;
  /** The batch is undone unless exactly so many rows were changed: with a `StaleWriteError`, unless told otherwise. */
  expectRows?: number;
  /** Not the right to write is gone when the rows are others, but what was planned with: a `WriteConflictError`. */
  isPlanned?: boolean;
}

/** A statement changed another number of rows than it had to: somebody else owns the mailbox now. Nothing was written. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError';
}

/** Somebody wrote between the reading that a batch was planned with and its writing. Nothing was written: it is planned anew. */
export class WriteConflictError extends Error {
  override readonly name = 'WriteConflictError';
}

/** So often a transaction is begun again that the database ended in favour of another. */
const longestLuck = 6;

/**
 * Writes a batch of statements all or nothing. Everything that belongs together is planned first and written here.
 *
 * On SQLite the DataSource has a single connection, whose transactions would mix with everybody else's between two
 * `await`s; there the batch runs in one synchronous step, which is also the fastest way.
 */
@Injectable()
export class AtomicWriter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async write(statements: readonly Statement[]): Promise<void> {
    if (statements.length === 0) return;
    if (this.dataSource.options.type === 'better-sqlite3') await this.writeToSqlite(statements);
    else await this.writeToServer(statements);
  }

  private async writeToSqlite(statements: readonly Statement[]): Promise<void> {
    const database = (this.dataSource.driver as unknown as { databaseConnection: BetterSqlite3.Database }).databaseConnection;
    while (database.inTransaction) await new Promise(setImmediate);
    database.transaction(() => {
      for (const statement of statements) {
        const { changes } = this.prepared(database, statement.sql).run(statement.parameters.map(sqliteValue));
        checkRows(statement, changes);
      }
    })();
  }

  private readonly statements = new Map<string, BetterSqlite3.Statement>();

  private prepared(database: BetterSqlite3.Database, sql: string): BetterSqlite3.Statement {
    let statement = this.statements.get(sql);
    if (!statement) {
      statement = database.prepare(sql);
      this.statements.set(sql, statement);
    }
    return statement;
  }

  private async writeToServer(statements: readonly Statement[]): Promise<void> {
    for (let begun = 1; ; begun++) {
      try {
        await this.transact(statements);
        return;
      } catch (error) {
        if (begun === longestLuck || !isDeadlock(error)) throw error;
      }
    }
  }

  private async transact(statements: readonly Statement[]): Promise<void> {
    const isMysql = this.dataSource.options.type !== 'postgres';
    await this.dataSource.transaction(async (manager) => {
      for (const statement of statements) {
        const sql = isMysql ? (statement.mysql ?? statement.sql) : placeholders(this.dataSource, statement.sql);
        const result = await manager.queryRunner?.query(sql, [...statement.parameters], true);
        checkRows(statement, result?.affected ?? 0);
      }
    });
  }
}

function checkRows({ sql, expectRows, isPlanned }: Statement, changed: number): void {
  if (expectRows === undefined || changed === expectRows) return;
  const message = `A write changed ${changed} rows in place of ${expectRows}: ${sql.slice(0, 80)}`;
  throw isPlanned ? new WriteConflictError(message) : new StaleWriteError(message);
}

function sqliteValue(value: unknown): unknown {
  return typeof value === 'boolean' ? Number(value) : value;
}

/** PostgreSQL numbers its parameters. No statement of ours holds a question mark otherwise. */
export function placeholders(dataSource: DataSource, sql: string): string {
  if (dataSource.options.type !== 'postgres') return sql;
  let index = 0;
  return sql.replaceAll('?', () => `$${++index}`);
}

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type BetterSqlite3 from 'better-sqlite3';
import { DataSource } from 'typeorm';

/** One statement of a batch. `?` stands for a parameter on every database. */
export interface Statement {
  sql: string;
  parameters: readonly unknown[];
  /** The batch is undone unless exactly so many rows were changed. */
  expectRows?: number;
}

/** A statement changed another number of rows than it had to: somebody else owns the mailbox now. Nothing was written. */
export class StaleWriteError extends Error {
  override readonly name = 'StaleWriteError';
}

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
      for (const { sql, parameters, expectRows } of statements) {
        const { changes } = this.prepared(database, sql).run(parameters.map(sqliteValue));
        checkRows(sql, changes, expectRows);
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
    await this.dataSource.transaction(async (manager) => {
      for (const { sql, parameters, expectRows } of statements) {
        const result = await manager.queryRunner?.query(placeholders(this.dataSource, sql), [...parameters], true);
        checkRows(sql, result?.affected ?? 0, expectRows);
      }
    });
  }
}

function checkRows(sql: string, changed: number, expected: number | undefined): void {
  if (expected !== undefined && changed !== expected) {
    throw new StaleWriteError(`A write changed ${changed} rows in place of ${expected}: ${sql.slice(0, 80)}`);
  }
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

import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { placeholders } from './atomic-writer';

/** Reads without an ORM's cost, for what runs once per batch of messages. `?` stands for a parameter on every database. */
@Injectable()
export class SqlReader {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  rows<Row>(sql: string, parameters: readonly unknown[]): Promise<Row[]> {
    return this.dataSource.query<Row[]>(placeholders(this.dataSource, sql), [...parameters]);
  }

  /** As `rows`, for a statement that ends with ` IN`: no values, no rows. */
  async rowsIn<Row>(sql: string, values: readonly unknown[], parameters: readonly unknown[] = []): Promise<Row[]> {
    if (values.length === 0) return [];
    // One parameter, where a list of hundreds would take the server longer to read than to look up.
    if (this.dataSource.options.type === 'postgres') return this.rows(sql.replace(/ IN$/, ' = ANY(?)'), [...parameters, [...values]]);
    return this.rows(`${sql} ${list(values.length)}`, [...parameters, ...values]);
  }
}

/** `(?, ?, ?)` */
export const list = (length: number): string => `(${Array(length).fill('?').join(', ')})`;

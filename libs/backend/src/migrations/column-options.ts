import type { TableColumnOptions } from 'typeorm';

type Options = Partial<TableColumnOptions>;

export const id = (name: string, options?: Options): TableColumnOptions => text(name, 36, options);
export const primaryId = (name: string): TableColumnOptions => id(name, { isPrimary: true });
export const text = (name: string, length: number, options?: Options): TableColumnOptions => ({
  name,
  type: 'varchar',
  length: String(length),
  ...options,
});
export const longText = (name: string, options?: Options): TableColumnOptions => ({ name, type: 'text', ...options });
export const time = (name: string, options?: Options): TableColumnOptions => ({ name, type: 'bigint', ...options });
export const integer = (name: string, options?: Options): TableColumnOptions => ({ name, type: 'integer', ...options });
export const flag = (name: string): TableColumnOptions => ({ name, type: 'boolean' });
/** A number that the database counts up. */
export const sequence = (name: string): TableColumnOptions =>
  integer(name, { isPrimary: true, isGenerated: true, generationStrategy: 'increment' });

export const NULLABLE = { isNullable: true } as const;

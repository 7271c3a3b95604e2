import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** PostgreSQL's driver gives 64-bit integers as text; times in milliseconds fit a number. */
const asNumber: ValueTransformer = {
  to: (value: number | null) => value,
  from: (value: string | number | null) => (value === null ? null : Number(value)),
};

/** A UUIDv7. */
export const idColumn = (name: string) => ({ name, type: 'varchar', length: 36 }) as const satisfies ColumnOptions;

/** A moment, as milliseconds since 1970 UTC: the same on every database. */
export const timeColumn = (name: string) => ({ name, type: 'bigint', transformer: asNumber }) as const satisfies ColumnOptions;

export const textColumn = (name: string, length: number) => ({ name, type: 'varchar', length }) as const satisfies ColumnOptions;

export const nullable = (column: ColumnOptions): ColumnOptions => ({ ...column, nullable: true });

import { KeyRotation, type RotatedColumn } from '@mailroom/backend';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { ConfigError, type HostConfig } from '../config/host-config';
import { databaseOptions } from '../database/database-options';

/** Progress is told so often, in milliseconds. */
const tellEveryMs = 1_000;

/**
 * Encrypts every stored secret anew by the first of the encryption keys, beside the CRM while it runs.
 * @param write takes a line of the report
 * @throws ConfigError when the database cannot be opened
 * @returns whether everything could be read, so that the other keys may be removed
 */
export async function rotateKeys({ database, encryptionKeys }: HostConfig, write: (line: string) => void): Promise<boolean> {
  const newest = encryptionKeys[0]?.id ?? '';
  // It brings nothing up to date, and makes no database where there is none.
  const options = { ...databaseOptions(database), migrationsRun: false, fileMustExist: true } as DataSourceOptions;
  const dataSource = await new DataSource(options).initialize().catch((error: unknown) => {
    throw new ConfigError(`The database cannot be opened (${String(error)}): check DATABASE_URL and MAILROOM_DATA_DIR.`);
  });
  try {
    const columns = await new KeyRotation(dataSource, { encryptionKeys }).run(fromTimeToTime(write));
    for (const column of columns) write(summary(column));
    const unreadable = columns.reduce((sum, column) => sum + column.unreadable.length, 0);
    if (unreadable === 0) write(`Everything is encrypted by the key “${newest}”: the other keys may be removed.`);
    else write(`${unreadable} values were encrypted by none of the keys, or were damaged: they must be entered again.`);
    return unreadable === 0;
  } finally {
    await dataSource.destroy();
  }
}

function fromTimeToTime(write: (line: string) => void): (column: RotatedColumn) => void {
  let told = Date.now();
  return (column) => {
    if (Date.now() - told < tellEveryMs) return;
    told = Date.now();
    write(`${summary(column)} so far`);
  };
}

function summary({ table, column, checked, resealed, unreadable }: RotatedColumn): string {
  const failures = unreadable.length > 0 ? `, ${unreadable.length} unreadable (${unreadable.slice(0, 10).join(', ')})` : '';
  return `${table}.${column}: ${resealed} of ${checked} encrypted anew${failures}`;
}

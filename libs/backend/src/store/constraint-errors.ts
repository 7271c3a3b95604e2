const uniqueCodes = new Set(['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505', 'ER_DUP_ENTRY']);
const foreignKeyCodes = new Set([
  'SQLITE_CONSTRAINT_FOREIGNKEY',
  // What SQLite answers where a row's deletion is restricted.
  'SQLITE_CONSTRAINT_TRIGGER',
  '23001',
  '23503',
  'ER_ROW_IS_REFERENCED_2',
  'ER_NO_REFERENCED_ROW_2',
]);

/** Whether a write failed because another row has the same unique key. */
export const violatesUnique = (error: unknown): boolean => uniqueCodes.has(databaseCode(error));

/** Whether a write failed because rows that belong together would have been parted. */
export const violatesForeignKey = (error: unknown): boolean => foreignKeyCodes.has(databaseCode(error));

/** The database ended a transaction for another's sake: nothing of it is written, and it may be begun again. */
export const isDeadlock = (error: unknown): boolean => ['40001', '40P01', 'ER_LOCK_DEADLOCK'].includes(databaseCode(error));

/** The driver's code, whether TypeORM wrapped the error or not. */
function databaseCode(error: unknown): string {
  const { code, driverError } = error as { code?: string; driverError?: { code?: string } };
  return code ?? driverError?.code ?? '';
}

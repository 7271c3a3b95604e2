/** A column whose values the token vault has sealed for their rows. */
export interface SealedColumn {
  table: string;
  column: string;
}

/** Every secret that is stored: what a change of keys goes through. */
export const sealedColumns: readonly SealedColumn[] = [
  { table: 'mail_provider', column: 'client_secret' },
  { table: 'mail_provider', column: 'private_key' },
  { table: 'mail_account', column: 'password' },
  { table: 'mail_account', column: 'token_cache' },
  { table: 'mail_exchange_integration', column: 'password' },
  { table: 'mail_sign_in', column: 'sealed' },
];

/** Says what a sealed value belongs to: it opens in no other row or column. */
export function sealContext({ table, column }: SealedColumn, id: string): string {
  return `${table}.${column}:${id}`;
}

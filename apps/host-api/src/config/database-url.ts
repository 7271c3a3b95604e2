/** Where the host's data stands. */
export type DatabaseLocation = { type: 'better-sqlite3'; path: string } | { type: 'postgres' | 'mysql' | 'mariadb'; url: string };

const serverTypes: Record<string, 'postgres' | 'mysql' | 'mariadb'> = {
  'postgres:': 'postgres',
  'postgresql:': 'postgres',
  'mysql:': 'mysql',
  'mariadb:': 'mariadb',
};

/** Understands `sqlite:PATH`, `postgres://…`, `mysql://…` and `mariadb://…`; `null` for anything else. */
export function parseDatabaseUrl(text: string): DatabaseLocation | null {
  const path = /^sqlite:(?:\/\/)?(.+)$/.exec(text)?.[1];
  if (path !== undefined) return { type: 'better-sqlite3', path };
  const type = URL.canParse(text) ? serverTypes[new URL(text).protocol] : undefined;
  return type ? { type, url: text } : null;
}

import { mailroomEntities, mailroomMigrations } from '@mailroom/backend';
import type { TypeOrmModuleOptions } from '@nestjs/typeorm';
import type BetterSqlite3 from 'better-sqlite3';
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DatabaseLocation } from '../config/database-url';
import { hostEntities } from './host-entities';
import { CreateCrm1763000000001 } from './create-crm-1763000000001';

/** One DataSource for the CRM's own tables and the plugin's; both are brought up to date at every start. */
export function databaseOptions(location: DatabaseLocation): TypeOrmModuleOptions {
  const shared = {
    entities: [...hostEntities, ...mailroomEntities],
    migrations: [CreateCrm1763000000001, ...mailroomMigrations],
    migrationsRun: true,
    synchronize: false,
    retryAttempts: 5,
    retryDelay: 1_000,
  };
  if (location.type !== 'better-sqlite3') return { type: location.type, url: location.url, ...shared };
  if (location.path !== ':memory:') mkdirSync(dirname(location.path), { recursive: true });
  return { type: 'better-sqlite3', database: location.path, enableWAL: true, prepareDatabase, ...shared };
}

/**
 * With the write-ahead log, NORMAL survives a crash of the process; only a power cut may cost the last moments.
 * Imports write much: fewer checkpoints and no temporary files make them a third cheaper.
 */
function prepareDatabase(database: BetterSqlite3.Database): void {
  database.pragma('synchronous = NORMAL');
  database.pragma('wal_autocheckpoint = 4000');
  database.pragma('temp_store = MEMORY');
  database.pragma('busy_timeout = 5000');
}

import type { LogLevel } from '@nestjs/common';
import type { MailroomOptions } from '@mailroom/backend';
import { getConfigToken, registerAs } from '@nestjs/config';
import type { DatabaseLocation } from './database-url';

/** All that the environment decides, read and checked once at the start by `readConfig`. */
export interface HostConfig {
  host: string;
  /** 0: any that is free. */
  port: number;
  dataDirectory: string;
  database: DatabaseLocation;
  demoPassword: string;
  encryptionKeys: MailroomOptions['encryptionKeys'];
  /** Where browsers find the CRM; `null`: wherever they called it. */
  baseUrl: URL | null;
  allowedNetworks: string[];
  blobs: MailroomOptions['blobs'];
  /** What several processes share; `null`: this process is the only one, and synchronises mailboxes itself. */
  redisUrl: string | null;
  /** Where a listener answers questions about its health; 0: any that is free. */
  listenerPort: number;
  metricsToken: string | null;
  logLevels: LogLevel[];
  /** `json`: one object a line. */
  logFormat: 'text' | 'json';
}

const NAMESPACE = 'crm';

/** Injects the whole `HostConfig`; `ConfigService` has its parts, such as `crm.port`. */
export const HOST_CONFIG = getConfigToken(NAMESPACE);

/** What `ConfigModule` loads. */
export const hostConfiguration = (config: HostConfig) => registerAs(NAMESPACE, () => config);

/** A setting that cannot be used: its message names the variable, and never its value when that is a secret. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

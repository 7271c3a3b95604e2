import type { FactoryProvider, ModuleMetadata, Type } from '@nestjs/common';
import type { MailAdapterFactory } from '@mailroom/mail-adapter';
import type { MailEventHandler } from './host-events/mail-event-handler';
import type { HostBridge } from './host-bridge';
import type { S3Location } from './store/s3-disk';

export const MAILROOM_OPTIONS = Symbol('MAILROOM_OPTIONS');

/** What a host configures. */
export interface MailroomOptions {
  /** The protocols that this host offers, such as `exchangeAdapter()`. */
  adapters: readonly MailAdapterFactory[];
  /** 32-byte keys by id; the first encrypts, all decrypt. */
  encryptionKeys: readonly { id: string; key: Buffer }[];
  /** Where message bytes are kept: in a folder, or in a bucket, which several machines can share. */
  blobs: { directory: string } | { s3: S3Location };
  /** Networks (CIDR) that outgoing connections may reach although they are refused by default. */
  allowedNetworks: readonly string[];
  /** Where people find the CRM: who signs in elsewhere comes back to a page below it, and to no other. */
  baseUrl: URL;
  /** Where the plugin's API is below `baseUrl`, with your global prefix; default `api/mail`. */
  apiPath?: string;
  /** Whether this process synchronises mailboxes itself. */
  embeddedListener: boolean;
  /** Shown by `GET /listener`. */
  version: string;
}

export interface MailroomAsyncOptions {
  imports?: ModuleMetadata['imports'];
  inject?: FactoryProvider['inject'];
  useFactory: (...dependencies: never[]) => MailroomOptions | Promise<MailroomOptions>;
  /**
   * The Redis (`redis://…` or `rediss://…`) that all processes of the CRM share; needed as soon as there are several. Without it this
   * process is the only one.
   */
  redisUrl?: string | undefined;
  /** Resolved by Nest, so that it may inject the host's own services. */
  host: Type<HostBridge>;
  /** Hears of emails and accounts, where the host wants to; resolved by Nest as `host` is. */
  events?: Type<MailEventHandler>;
  /** Where the API is mounted below the host's global prefix; default `mail`. */
  path?: string;
}

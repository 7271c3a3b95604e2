import { crmMail, type HostConfig } from '@mailroom/host-api';
import { type DynamicModule, Module } from '@nestjs/common';

/** The CRM's mail without its API: it synchronises mailboxes and does the jobs that others queue. */
@Module({})
export class ListenerModule {
  static with(config: HostConfig): DynamicModule {
    return { module: ListenerModule, imports: crmMail(config, { embeddedListener: true }) };
  }
}

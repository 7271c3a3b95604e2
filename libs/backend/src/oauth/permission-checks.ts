import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ProviderEntity } from '../providers/provider.entity';
import { SYNC_SETTINGS, type SyncSettings } from '../sync/sync-settings';
import { MailboxTokenSources } from './mailbox-token-sources';

/** However many mailboxes there are, a process asks sign-in services about their permissions twice a second at most. */
const LEAST_MS_BETWEEN_CHECKS = 500;

/** Notices within a minute that an owner's permission was withdrawn, though the access token opens the mailbox for an hour yet. */
@Injectable()
export class PermissionChecks {
  constructor(
    @Inject(SYNC_SETTINGS) private readonly settings: SyncSettings,
    private readonly tokens: MailboxTokenSources,
  ) {}

  /** Goes on until the permission has ended, or the signal. @throws MailError when the owner must sign in again */
  async watch(accountId: string, { id, authMethod }: ProviderEntity, signal: AbortSignal): Promise<void> {
    if (authMethod !== 'oauth2') return;
    for (;;) {
      const interval = Math.max(this.settings.permissionCheckMs, this.tokens.size * LEAST_MS_BETWEEN_CHECKS);
      await sleep(interval * (0.75 + Math.random() / 2), undefined, { signal, ref: false });
      await this.tokens.checkPermission(accountId, id);
    }
  }
}

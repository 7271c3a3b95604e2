import { Inject, Injectable } from '@nestjs/common';
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

  /** After how long a mailbox's permission is looked at again, never in step with others. In milliseconds. */
  intervalMs(): number {
    const interval = Math.max(this.settings.permissionCheckMs, this.tokens.size * LEAST_MS_BETWEEN_CHECKS);
    return interval * (0.75 + Math.random() / 2);
  }

  /** @throws MailError when the owner must sign in again */
  check(accountId: string, providerId: string): Promise<void> {
    return this.tokens.checkPermission(accountId, providerId);
  }
}

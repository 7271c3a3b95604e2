import { CreateMailroom1763000000000 } from './create-mailroom-1763000000000';
import { ExchangeIntegration1764300000100 } from './exchange-integration-1764300000100';
import { SyncSafety1764300000200 } from './sync-safety-1764300000200';
import { Ledger1764300000300 } from './ledger-1764300000300';
import { Drafts1764300000600 } from './drafts-1764300000600';
import { HostEvents1764300000310 } from './host-events-1764300000310';
import { IndexLeases1764300000400 } from './index-leases-1764300000400';

/** What a host adds to its DataSource's `migrations`. */
export const mailroomMigrations = [
  CreateMailroom1763000000000,
  ExchangeIntegration1764300000100,
  SyncSafety1764300000200,
  Ledger1764300000300,
  HostEvents1764300000310,
  IndexLeases1764300000400,
  Drafts1764300000600,
];
